/**
 * What somebody may do at a desk. A person has them by role, an API key by scope; `admin` holds all of them, and each of the others holds
 * `read`.
 */
export const permissions = ['read', 'submit', 'translate', 'review', 'publish', 'admin'] as const;
export type Permission = (typeof permissions)[number];

/** What people are at a desk; one person may be several of them. */
export const roles = ['submitter', 'translator', 'reviewer', 'publisher', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** What an API key may be made for. */
export const scopes = ['read', 'submit', 'review', 'publish', 'admin'] as const;
export type Scope = (typeof scopes)[number];

const ofRole: Record<Role, Permission[]> = {
  submitter: ['read', 'submit'],
  translator: ['read', 'translate'],
  // Who judges a translation may also put it right.
  reviewer: ['read', 'translate', 'review'],
  publisher: ['read', 'publish'],
  administrator: [...permissions],
};

const ofScope: Record<Scope, Permission[]> = {
  read: ['read'],
  submit: ofRole.submitter,
  review: ofRole.reviewer,
  publish: ofRole.publisher,
  admin: ofRole.administrator,
};

/** What somebody with these roles may do. */
export function permissionsOfRoles(held: Iterable<Role>): Set<Permission> {
  return new Set([...held].flatMap((role) => ofRole[role]));
}

/** What a key with these scopes may do. */
export function permissionsOfScopes(held: Iterable<Scope>): Set<Permission> {
  return new Set([...held].flatMap((scope) => ofScope[scope]));
}
