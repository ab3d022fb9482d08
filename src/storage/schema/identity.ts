import type { Role, Scope } from '../../model/permission.ts';
import type { Json, Timestamp } from './columns.ts';

/** What a one-time link is for: to make the first administrator, to choose a first password, to choose another one. */
export type LinkPurpose = 'first' | 'invitation' | 'reset';

/** Tables of who may sign in. Secrets are kept as hashes only. */
export interface IdentitySchema {
  'interlinear.person': {
    id: string;
    /** As it was written. */
    email: string;
    /** As it is compared: one mailbox, one person, however its letters are cased. */
    email_key: string;
    name: string;
    /** Of the interface. */
    language: string;
    /** Null for those who only sign in with a provider, or have not chosen one yet. */
    password_hash: string | null;
    disabled_at: Timestamp | null;
    created_at: Timestamp;
  };
  /** `desk_id` null: at every desk. */
  'interlinear.person_role': { person_id: string; desk_id: string | null; role: Role };
  'interlinear.session': {
    id: string;
    person_id: string;
    token_hash: string;
    /** The token before the last rotation: requests may still be under way with it. */
    previous_hash: string | null;
    /** Until when it is taken; null until its successor was seen. */
    previous_until: Timestamp | null;
    rotated_at: Timestamp;
    csrf: string;
    created_at: Timestamp;
    seen_at: Timestamp;
    expires_at: Timestamp;
    /** Shortened to its network. */
    address: string;
    agent: string;
  };
  'interlinear.api_key': {
    id: string;
    desk_id: string;
    name: string;
    /** The part of the key that may be shown. */
    prefix: string;
    hash: string;
    scopes: Json<Scope[]>;
    created_by: string;
    created_at: Timestamp;
    expires_at: Timestamp | null;
    revoked_at: Timestamp | null;
    used_at: Timestamp | null;
  };
  'interlinear.one_time_link': {
    id: string;
    person_id: string | null;
    purpose: LinkPurpose;
    hash: string;
    created_by: string;
    created_at: Timestamp;
    expires_at: Timestamp;
    used_at: Timestamp | null;
  };
  'interlinear.oidc_identity': { issuer: string; subject: string; person_id: string; created_at: Timestamp };
  'interlinear.oidc_attempt': {
    hash: string;
    state: string;
    nonce: string;
    verifier: string;
    return_to: string;
    expires_at: Timestamp;
  };
  'interlinear.sign_in_failure': { account: string; failures: number; last_at: Timestamp; until: Timestamp };
}
