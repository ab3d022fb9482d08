import { Type } from 'typebox';
import { permissions, roles, scopes } from '../../model/permission.ts';

export const permissionName = Type.Enum([...permissions]);
export const roleName = Type.Enum([...roles]);
export const scopeName = Type.Enum([...scopes]);

/** An id in a path. */
export const byId = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** RFC 3339, in UTC. */
export const instant = Type.String({ format: 'date-time' });
export const instantOrNone = Type.Union([instant, Type.Null()]);
