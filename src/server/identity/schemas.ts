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

/** A line that people read: without control characters, of which a database takes some and lists show none. */
export function line(most: number, least = 1) {
  return Type.String({ minLength: least, maxLength: most, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });
}

/** A language of the interface, as BCP 47 writes it. */
export const languageTag = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 });
