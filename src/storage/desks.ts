import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Profile } from '../model/profile.ts';
import type { Tables } from './database.ts';

/** The desk that there is without anybody making it. */
export const FIRST_DESK = 'newsroom';

/** A desk as commands show it. */
export interface StoredDesk {
  id: string;
  name: string;
  /** An IANA name. */
  timeZone: string;
  /** Least likeness of a fuzzy match, 0 to 1; null where the desk goes by the default. */
  fuzzyThreshold: number | null;
  /** Money that engines may cost in a day of its time zone; null for no limit. */
  dailyBudget: number | null;
  /** Whether its texts may be sent outside of this machine. */
  sendsOutside: boolean;
  /** Whether those of articles under an embargo may, too. */
  sendsEmbargoed: boolean;
  /** The house style of its submissions that name none; the name of one of the product's. */
  houseStyle: string;
  /** How often a target is approved before it is published: 0, 1, or 2 times and then by two people. */
  reviewSteps: number;
  /** What it wants of each check; null where it takes them as they are. */
  checkProfile: Profile | null;
}

/** What a desk settles for itself, for the work that is done for it. */
export type DeskSettings = Omit<StoredDesk, 'id' | 'name'>;

/** The id of the first desk, which is made where it is missing. */
export async function defaultDesk(tables: Tables, now: Date): Promise<string> {
  const found = await deskNamed(tables, FIRST_DESK);
  if (found) return found.id;
  await makeDesk(tables, FIRST_DESK, Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', now);
  return (await deskNamed(tables, FIRST_DESK))?.id as string;
}

/** The desk that a command works for. @returns its id @throws InterlinearError `desk.unknown` {name, known} */
export async function workingDesk(tables: Tables, name: string, now: Date): Promise<string> {
  return name === FIRST_DESK ? defaultDesk(tables, now) : (await findDesk(tables, name)).id;
}

/** A desk by its name. @throws InterlinearError `desk.unknown` {name, known} */
export async function findDesk(tables: Tables, name: string): Promise<StoredDesk> {
  const found = await deskNamed(tables, name);
  if (found) return found;
  const known = (await listDesks(tables)).map((desk) => desk.name).join(', ') || FIRST_DESK;
  throw new InterlinearError('desk.unknown', { name, known });
}

/** All desks, in the order in which they were made. */
export async function listDesks(tables: Tables): Promise<StoredDesk[]> {
  return desks(tables).orderBy('id').execute();
}

/**
 * Makes a desk, with its audit row.
 *
 * @param timeZone an IANA name
 * @throws InterlinearError `desk.exists` {name}; `desk.time-zone` {value} for a zone that nobody knows
 */
export async function addDesk(
  tables: Tables,
  name: string,
  timeZone: string,
  by: { actor: string; now: Date },
): Promise<StoredDesk> {
  const zone = knownZone(timeZone);
  return tables.transaction().execute(async (transaction) => {
    if (!(await makeDesk(transaction, name, zone, by.now))) throw new InterlinearError('desk.exists', { name });
    const made = await findDesk(transaction, name);
    await record(transaction, made.id, 'desk.add', null, made, by);
    return made;
  });
}

/**
 * Changes what a desk settles for itself, with its audit row; what is absent stays as it is.
 *
 * @param settings.fuzzyThreshold null for the default
 * @param settings.dailyBudget null for no limit
 * @param settings.checkProfile null for none
 * @throws InterlinearError `desk.unknown` {name, known}; `desk.time-zone` {value}
 */
export async function setDesk(
  tables: Tables,
  name: string,
  settings: Partial<DeskSettings>,
  by: { actor: string; now: Date },
): Promise<StoredDesk> {
  const { timeZone, fuzzyThreshold, dailyBudget, sendsOutside, sendsEmbargoed, reviewSteps, checkProfile } = settings;
  const { houseStyle } = settings;
  const given = {
    ...(timeZone !== undefined ? { time_zone: knownZone(timeZone) } : {}),
    ...(fuzzyThreshold !== undefined ? { fuzzy_threshold: fuzzyThreshold } : {}),
    ...(dailyBudget !== undefined ? { daily_budget: dailyBudget } : {}),
    ...(sendsOutside !== undefined ? { sends_outside: sendsOutside } : {}),
    ...(sendsEmbargoed !== undefined ? { sends_embargoed: sendsEmbargoed } : {}),
    ...(houseStyle !== undefined ? { house_style: houseStyle } : {}),
    ...(reviewSteps !== undefined ? { review_steps: reviewSteps } : {}),
    ...(checkProfile !== undefined ? { check_profile: checkProfile && JSON.stringify(checkProfile) } : {}),
  };
  return tables.transaction().execute(async (transaction) => {
    const before = await findDesk(transaction, name);
    await transaction.updateTable('interlinear.desk').set(given).where('id', '=', before.id).execute();
    const after = await findDesk(transaction, name);
    await record(transaction, before.id, 'desk.set', before, after, by);
    return after;
  });
}

/** What a desk settles for itself. */
export async function deskSettings(tables: Tables, desk: string): Promise<DeskSettings> {
  const { id: _, name: __, ...settings } = await desks(tables).where('id', '=', desk).executeTakeFirstOrThrow();
  return settings;
}

/**
 * The least likeness of a fuzzy match for a desk: what the settings of this process say where somebody set it there, else what the desk
 * says, else the default.
 */
export async function fuzzyThreshold(
  tables: Tables,
  desk: string,
  config: { memoryThreshold: number; given: ReadonlySet<string> },
): Promise<number> {
  if (config.given.has('memoryThreshold')) return config.memoryThreshold;
  return thresholdOf(await deskSettings(tables, desk), config);
}

/** The same, of a desk whose settings are known. */
export function thresholdOf(
  { fuzzyThreshold }: { fuzzyThreshold: number | null },
  { given, memoryThreshold }: { memoryThreshold: number; given: ReadonlySet<string> },
): number {
  return given.has('memoryThreshold') ? memoryThreshold : (fuzzyThreshold ?? memoryThreshold);
}

function desks(tables: Tables) {
  return tables
    .selectFrom('interlinear.desk')
    .select([
      'id',
      'name',
      'time_zone as timeZone',
      'fuzzy_threshold as fuzzyThreshold',
      'daily_budget as dailyBudget',
      'sends_outside as sendsOutside',
      'sends_embargoed as sendsEmbargoed',
      'house_style as houseStyle',
      'review_steps as reviewSteps',
      'check_profile as checkProfile',
    ]);
}

async function deskNamed(tables: Tables, name: string): Promise<StoredDesk | undefined> {
  return desks(tables).where('name', '=', name).executeTakeFirst();
}

/** @returns whether there was none of this name */
async function makeDesk(tables: Tables, name: string, timeZone: string, now: Date): Promise<boolean> {
  const made = await tables
    .insertInto('interlinear.desk')
    .values({ id: newId(), name, time_zone: timeZone, house_style: 'ap', created_at: now })
    // Two processes may start on an empty database at once.
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** A zone as the IANA database spells it. Offsets such as +02:00 are none: they know no summer time. */
function knownZone(written: string): string {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions();
    if (!/^[+-]/.test(timeZone)) return timeZone;
  } catch {
    // A zone that nobody knows.
  }
  throw new InterlinearError('desk.time-zone', { value: written });
}

async function record(
  transaction: Tables,
  desk: string,
  act: string,
  before: StoredDesk | null,
  after: StoredDesk,
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  const [old, made] = [before && JSON.stringify(before), JSON.stringify(after)];
  const row = { id: newId(), desk_id: desk, actor, act, subject: desk, before: old, after: made, at: now };
  await transaction.insertInto('interlinear.audit').values(row).execute();
}
