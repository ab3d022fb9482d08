import { queryOptions, useQuery } from '@tanstack/react-query';
import { Problem, request, standing } from './client.ts';

export type Permission = 'read' | 'submit' | 'translate' | 'review' | 'publish' | 'admin';

/** A desk as its people see it. */
export interface DeskOfSession {
  id: string;
  name: string;
  roles: string[];
  permissions: Permission[];
}

/** Who is signed in, and where they may work. */
export interface Session {
  kind: 'person' | 'key' | 'local';
  actor: string;
  name: string;
  email?: string;
  language?: string;
  /** Administrators of every desk. */
  everywhere: boolean;
  desks: DeskOfSession[];
  csrfToken?: string;
}

const STORED = 'interlinear.desk';

/** Event of the window: somebody signed in again over an open page. */
export const SIGNED_IN = 'interlinear:signed-in';

/** The session, or null for somebody who has to sign in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  retry: (count, error) => error instanceof Problem && error.away && count < 5,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await request<Session>('GET', '/v1/session', { signal });
      standing.csrf = session.csrfToken;
      const stored = localStorage.getItem(STORED);
      standing.desk = (session.desks.find((desk) => desk.name === stored) ?? session.desks[0])?.name;
      return session;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

/** The desk that the person works for now. */
export function useDesk(): DeskOfSession | undefined {
  const { data } = useQuery(sessionQuery);
  return data?.desks.find((desk) => desk.name === standing.desk);
}

/** Goes over to another desk; everything on the page is read anew. */
export function chooseDesk(name: string): void {
  localStorage.setItem(STORED, name);
  location.assign('/desk');
}

/** Whether the person may do something at this desk. */
export function useMay(permission: Permission): boolean {
  const desk = useDesk();
  return desk !== undefined && (desk.permissions.includes('admin') || desk.permissions.includes(permission));
}

/** The person's name in the audit log: whose drafts these are. */
export function useWho(): string {
  return useQuery(sessionQuery).data?.actor ?? '';
}
