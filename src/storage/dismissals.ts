import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { DismissedFinding, Finding, LapsedDismissal, PlacedFinding } from '../model/finding.ts';
import { type CheckedTexts, textsKey } from '../model/finding-id.ts';
import type { Tables } from './database.ts';

/** Texts that one statement asks for, well under PostgreSQL's 65,535 parameters. */
const KEYS = 5000;

/** What a dismissal remembers of its finding: the place and what was said of it, whatever the wording of the sentence. */
export type DismissedPlace = Pick<Finding, 'check' | 'side' | 'start' | 'end' | 'text'> & { messageKey: string };

/** A finding that a reviewer let stand, and why. */
export interface StoredDismissal extends DismissedPlace {
  id: string;
  /** Hash of the texts that the finding was made about. */
  texts: string;
  reason: string;
  actor: string;
  at: Date;
  /** Name of the article that it was made for, and language of the translation, where it was one. */
  article: string | null;
  language: string | null;
}

/** Who dismisses, when, and in which article. */
export interface Dismissing {
  actor: string;
  now: Date;
  article?: string;
  language?: string;
}

/**
 * Dismisses a finding for as long as both texts stay as they are, with its audit row in one transaction. Dismissing it again gives the new
 * reason.
 *
 * @param texts the texts, or the hash of them that a placed finding carries
 * @param finding with its span in the text of its side
 * @throws InterlinearError `dismissal.reason` where no reason is given
 */
export async function dismissFinding(
  tables: Tables,
  desk: string,
  texts: CheckedTexts | string,
  finding: Finding,
  reason: string,
  { actor, now, article, language }: Dismissing,
): Promise<StoredDismissal> {
  if (reason.trim() === '') throw new InterlinearError('dismissal.reason', { check: finding.check });
  const { check, side, start, end, text, message } = finding;
  const key = typeof texts === 'string' ? texts : textsKey(texts);
  const about = { article_name: article ?? null, language: language ?? null };
  const decided = { reason: reason.trim(), actor, at: now };
  return inTransaction(tables, async (transaction) => {
    const { id } = await transaction
      .insertInto('interlinear.dismissal')
      .values({
        ...{ id: newId(), desk_id: desk, check_id: check, message_key: message.key, side, texts_key: key },
        ...{ span_start: start, span_end: end, text, ...decided, ...about },
      })
      .onConflict((conflict) =>
        conflict
          .columns(['desk_id', 'texts_key', 'check_id', 'message_key', 'side', 'span_start', 'span_end'])
          .doUpdateSet({ ...decided, ...about }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    const place = { check, messageKey: message.key, side, start, end, text };
    await audit(transaction, desk, 'finding.dismiss', id, null, { ...place, reason: decided.reason }, { actor, now });
    return { id, texts: key, ...place, ...decided, article: about.article_name, language: about.language };
  });
}

/**
 * Opens a dismissed finding again; what it was dismissed for stays in the audit trail.
 *
 * @param finding with the hash of its texts
 * @returns whether it was dismissed
 */
export async function restoreFinding(
  tables: Tables,
  desk: string,
  { texts, check, message, side, start, end }: PlacedFinding,
  by: { actor: string; now: Date },
): Promise<boolean> {
  if (texts === undefined) return false;
  return inTransaction(tables, async (transaction) => {
    const gone = await transaction
      .deleteFrom('interlinear.dismissal')
      .where('desk_id', '=', desk)
      .where('texts_key', '=', texts)
      .where('check_id', '=', check)
      .where('message_key', '=', message.key)
      .where('side', '=', side)
      .where('span_start', '=', start)
      .where('span_end', '=', end)
      .returning(['id', 'text', 'reason', 'actor'])
      .executeTakeFirst();
    if (!gone) return false;
    const { id, ...before } = gone;
    await audit(transaction, desk, 'finding.restore', id, { check, side, start, end, ...before }, null, by);
    return true;
  });
}

/** Work that may be part of a greater whole already. */
async function inTransaction<T>(tables: Tables, work: (transaction: Tables) => Promise<T>): Promise<T> {
  return tables.isTransaction ? work(tables) : tables.transaction().execute(work);
}

async function audit(
  tables: Tables,
  desk: string,
  act: string,
  subject: string,
  before: object | null,
  after: object | null,
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  const [old, made] = [before && JSON.stringify(before), after && JSON.stringify(after)];
  const row = { id: newId(), desk_id: desk, actor, act, subject, before: old, after: made, at: now };
  await tables.insertInto('interlinear.audit').values(row).execute();
}

/** The desk's dismissals that hold for two texts as they are now; one round trip. */
export async function dismissalsFor(tables: Tables, desk: string, texts: CheckedTexts): Promise<StoredDismissal[]> {
  return dismissalsAmong(tables, desk, [{ texts: textsKey(texts) }]);
}

/** The desk's dismissals that hold for the texts of some findings, whatever article they were made for. */
export async function dismissalsAmong(
  tables: Tables,
  desk: string,
  findings: Pick<PlacedFinding, 'texts'>[],
): Promise<StoredDismissal[]> {
  const keys = [...new Set(findings.flatMap(({ texts }) => texts ?? []))];
  const found: StoredDismissal[] = [];
  for (let at = 0; at < keys.length; at += KEYS)
    found.push(
      ...(await dismissals(tables, desk)
        .where('texts_key', 'in', keys.slice(at, at + KEYS))
        .execute()),
    );
  return found;
}

/** The desk's dismissals that were made for an article of this name; one round trip. */
export async function dismissalsOfArticle(tables: Tables, desk: string, article: string): Promise<StoredDismissal[]> {
  return dismissals(tables, desk).where('article_name', '=', article).execute();
}

function dismissals(tables: Tables, desk: string) {
  return tables
    .selectFrom('interlinear.dismissal')
    .select(['id', 'check_id as check', 'message_key as messageKey', 'side', 'span_start as start', 'span_end as end'])
    .select(['text', 'reason', 'actor', 'at', 'texts_key as texts', 'article_name as article', 'language'])
    .where('desk_id', '=', desk)
    .orderBy('id');
}

/**
 * Findings that are open, and those that were dismissed, each with its dismissal. A dismissal that no finding answers to any more, since a
 * check has learned better, is passed over.
 *
 * @param findings where they know their texts, only dismissals of these count; else all dismissals must be of their texts
 */
export function withoutDismissed<F extends Finding & { texts?: string }>(
  findings: F[],
  dismissals: StoredDismissal[],
): { open: F[]; dismissed: { finding: F; dismissal: StoredDismissal }[] } {
  const open: F[] = [];
  const dismissed: { finding: F; dismissal: StoredDismissal }[] = [];
  for (const finding of findings) {
    const dismissal = dismissals.find((one) => answers(finding, one));
    if (dismissal) dismissed.push({ finding, dismissal });
    else open.push(finding);
  }
  return { open, dismissed };
}

function answers(finding: Finding & { texts?: string }, one: StoredDismissal): boolean {
  return (
    (finding.texts === undefined || finding.texts === one.texts) &&
    one.check === finding.check &&
    one.messageKey === finding.message.key &&
    one.side === finding.side &&
    one.start === finding.start &&
    one.end === finding.end &&
    one.text === finding.text
  );
}

/** Placed findings of an article, open and dismissed; one round trip. */
export async function setAside(
  tables: Tables,
  desk: string,
  findings: PlacedFinding[],
): Promise<{ open: PlacedFinding[]; dismissed: DismissedFinding[] }> {
  // What was stored before findings knew their texts has never been dismissed.
  const known = findings.filter(({ texts }) => texts !== undefined);
  if (known.length === 0) return { open: findings, dismissed: [] };
  const { dismissed } = withoutDismissed(known, await dismissalsAmong(tables, desk, known));
  const said = new Set<PlacedFinding>(dismissed.map(({ finding }) => finding));
  return {
    open: findings.filter((finding) => !said.has(finding)),
    dismissed: dismissed.map(({ finding, dismissal: { reason, actor, at } }) => ({
      ...finding,
      dismissed: { reason, by: actor, at },
    })),
  };
}

/**
 * Dismissals made for an article that none of its findings answers to any more: the text has changed since, or a check says something
 * else. They are told, and stay on record.
 *
 * @param findings every finding of the article as it is now, open or dismissed
 * @param languages the languages of its translations now: dismissals in others may well still hold
 */
export async function lapsedDismissals(
  tables: Tables,
  desk: string,
  article: string,
  findings: PlacedFinding[],
  languages: string[],
): Promise<LapsedDismissal[]> {
  const made = await dismissalsOfArticle(tables, desk, article);
  return made
    .filter(({ language }) => language === null || languages.includes(language))
    .filter((one) => !findings.some((finding) => finding.texts !== undefined && answers(finding, one)))
    .map(({ check, side, text, language, reason, actor, at }) => ({
      ...{ check, side, text, reason, by: actor, at },
      ...(language ? { language } : {}),
    }));
}
