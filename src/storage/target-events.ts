import type { Tables } from './database.ts';
import type { EventData, EventKind } from './event.ts';
import { recordEvents } from './events.ts';

/** Writes that targets are as they are now, for those who have the article open; in the transaction that changed them. */
export async function tellOfTargets(
  transaction: Tables,
  desk: string,
  article: string,
  language: string,
  segments: string[],
  actor: string,
  now: Date,
): Promise<void> {
  if (segments.length === 0) return;
  const rows = await transaction
    .selectFrom('interlinear.translation')
    .select(['segment_id as segment', 'version', 'state'])
    .where('segment_id', 'in', segments)
    .where('language', '=', language)
    .orderBy('segment_id')
    .execute();
  const told = rows.map((row) => ({ kind: 'segment.changed' as const, data: { ...row, language, actor } }));
  await tellOfReview(transaction, desk, article, told, now);
}

/** Writes what people do at an article into the log of events. */
export async function tellOfReview(
  transaction: Tables,
  desk: string,
  article: string,
  told: { kind: EventKind; data: EventData }[],
  now: Date,
): Promise<void> {
  const found = await transaction
    .selectFrom('interlinear.article')
    .select('job_id as job')
    .where('desk_id', '=', desk)
    .where('id', '=', article)
    .executeTakeFirst();
  if (!found) return;
  await recordEvents(
    transaction,
    told.map((one) => ({ desk, job: found.job, article, ...one })),
    now,
  );
}
