import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Tables } from './database.ts';

/** The texts that a finding was made about; null where there is no such side. A dismissal holds for exactly these. */
export interface CheckedTexts {
  source: { text: string; language: LanguageTag } | null;
  target: { text: string; language: LanguageTag } | null;
}

/** What a dismissal remembers of its finding: the place and what was said of it, whatever the wording of the sentence. */
export type DismissedPlace = Pick<Finding, 'check' | 'side' | 'start' | 'end' | 'text'> & { messageKey: string };

/** A finding that a reviewer let stand, and why. */
export interface StoredDismissal extends DismissedPlace {
  id: string;
  reason: string;
  actor: string;
  at: Date;
}

/**
 * Dismisses a finding for as long as both texts stay as they are, with its audit row in one transaction. Dismissing it again gives the new
 * reason.
 *
 * @param finding with its span in the text of its side
 * @throws InterlinearError `dismissal.reason` where no reason is given
 */
export async function dismissFinding(
  tables: Tables,
  desk: string,
  texts: CheckedTexts,
  finding: Finding,
  reason: string,
  { actor, now }: { actor: string; now: Date },
): Promise<StoredDismissal> {
  if (reason.trim() === '') throw new InterlinearError('dismissal.reason', { check: finding.check });
  const { check, side, start, end, text, message } = finding;
  return tables.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto('interlinear.dismissal')
      .values({
        ...{ id: newId(), desk_id: desk, check_id: check, message_key: message.key, side, texts_key: textsKey(texts) },
        ...{ span_start: start, span_end: end, text, reason: reason.trim(), actor, at: now },
      })
      .onConflict((conflict) =>
        conflict
          .columns(['desk_id', 'texts_key', 'check_id', 'message_key', 'side', 'span_start', 'span_end'])
          .doUpdateSet({ reason: reason.trim(), actor, at: now }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    const place = { check, messageKey: message.key, side, start, end, text };
    const after = JSON.stringify({ ...place, reason: reason.trim() });
    const audit = {
      id: newId(),
      desk_id: desk,
      actor,
      act: 'finding.dismiss',
      subject: id,
      before: null,
      after,
      at: now,
    };
    await transaction.insertInto('interlinear.audit').values(audit).execute();
    return { id, ...place, reason: reason.trim(), actor, at: now };
  });
}

/** The desk's dismissals that hold for two texts as they are now; one round trip. */
export async function dismissalsFor(tables: Tables, desk: string, texts: CheckedTexts): Promise<StoredDismissal[]> {
  return tables
    .selectFrom('interlinear.dismissal')
    .select(['id', 'check_id as check', 'message_key as messageKey', 'side', 'span_start as start', 'span_end as end'])
    .select(['text', 'reason', 'actor', 'at'])
    .where('desk_id', '=', desk)
    .where('texts_key', '=', textsKey(texts))
    .orderBy('id')
    .execute();
}

/**
 * Findings that are open, and those that were dismissed, each with its dismissal. A dismissal that no finding answers to any more, since a
 * check has learned better, is passed over.
 */
export function withoutDismissed<F extends Finding>(
  findings: F[],
  dismissals: StoredDismissal[],
): { open: F[]; dismissed: { finding: F; dismissal: StoredDismissal }[] } {
  const open: F[] = [];
  const dismissed: { finding: F; dismissal: StoredDismissal }[] = [];
  for (const finding of findings) {
    const dismissal = dismissals.find(
      ({ check, messageKey, side, start, end, text }) =>
        check === finding.check &&
        messageKey === finding.message.key &&
        side === finding.side &&
        start === finding.start &&
        end === finding.end &&
        text === finding.text,
    );
    if (dismissal) dismissed.push({ finding, dismissal });
    else open.push(finding);
  }
  return { open, dismissed };
}

/** The hash of two texts as they are: dismissals hold for it. */
export function textsKey({ source, target }: CheckedTexts): string {
  const part = (side: CheckedTexts['source']) => side && [side.language, side.text];
  return createHash('sha256')
    .update(JSON.stringify([part(source), part(target)]))
    .digest('hex');
}
