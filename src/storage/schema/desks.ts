import type { Generated, JSONColumnType } from 'kysely';
import type { Profile } from '../../model/profile.ts';
import type { Json, Timestamp } from './columns.ts';

/** Tables of desks and of what they settle, with the record of every act. */
export interface DeskSchema {
  'interlinear.desk': {
    id: string;
    name: string;
    /** An IANA name. */
    time_zone: string;
    house_style: string;
    created_at: Timestamp;
    /** Least likeness of a fuzzy match, 0 to 1; null where the desk goes by the default. */
    fuzzy_threshold: number | null;
    /** Money that engines may cost in a day of the desk's time zone; null for no limit. */
    daily_budget: number | null;
    /** Whether texts may be sent to engines outside of this machine. */
    sends_outside: Generated<boolean>;
    /** Whether those of articles under an embargo may, too. */
    sends_embargoed: Generated<boolean>;
    /** How often targets are approved before they are published: 0, 1, or 2 times and then by two people. */
    review_steps: Generated<number>;
    /** What the desk wants of each check; null where it takes them as they are. */
    check_profile: JSONColumnType<Profile> | null;
  };
  /** What a desk prints for the credit lines of agencies. */
  'interlinear.credit_line': {
    id: string;
    desk_id: string;
    /** Empty for every publisher that has no row of its own; the key is what two spellings of one name share. */
    publisher: string;
    publisher_key: string;
    language: string;
    credit: string;
    credit_key: string;
    wording: string;
    changed_by: string;
    changed_at: Timestamp;
  };
  /** Append-only: the database refuses to change or delete its rows. */
  'interlinear.audit': {
    id: string;
    /** Null for what concerns no single desk. */
    desk_id: string | null;
    actor: string;
    act: string;
    subject: string;
    before: Json<object> | null;
    after: Json<object> | null;
    at: Timestamp;
  };
}
