import type { DocumentHead } from '../src/model/article.ts';
import { storedError } from '../src/model/errors.ts';
import { asOutage } from '../src/queue/failures.ts';
import type { StoredArticle } from '../src/storage/articles.ts';
import { batchArticleFrom } from '../src/storage/batch-article.ts';
import { type BatchWork, recordTry } from '../src/storage/batches.ts';
import type { DeskInForce } from '../src/storage/desk-in-force.ts';
import type { SavedRevision } from '../src/storage/first-revisions.ts';
import { requestDispatch } from '../src/storage/outbox.ts';
import type { PlannedLanguage, PreparedArticle } from '../src/storage/prepared-article.ts';
import { priorityNumber, URGENT } from '../src/storage/priority.ts';
import { Abreast } from './abreast.ts';
import { isWaitedFor, type WorkerContext } from './context.ts';
import { goOn, type RunStage } from './onward.ts';
import { translateLoaded } from './segments.ts';
import type { Slots } from './slots.ts';

/** How long an article that was read waits for room before it takes its place in the queue. */
const PATIENCE_MS = 1000;

/** What goes straight on needs of its process. */
export interface Straight {
  /** Batches of segments that it translates at a time. */
  slots: Slots;
  run: RunStage;
  report(error: unknown): void;
}

/**
 * Finds room for an article whose languages are a batch each: whoever has read it then translates it, too, with everything at hand that the
 * queue would have others read again.
 *
 * @returns places taken; 0 where it goes by the queue, as whatever is large, has a translation already, or meets a process that is busy
 */
export async function roomFor(
  { slots }: Pick<Straight, 'slots'>,
  { number, options }: StoredArticle,
  { source }: PreparedArticle,
  languages: PlannedLanguage[],
  most: number,
): Promise<number> {
  const isSmall = languages.every(({ kind, batches }) => kind === 'target' && batches.length === 1);
  if (number > 1 || source || !isSmall || languages.length === 0 || languages.length > most) return 0;
  const isUrgent = priorityNumber(options.priority) < URGENT;
  return (await slots.take(languages.length, PATIENCE_MS, isUrgent)) ? languages.length : 0;
}

/**
 * Translates and checks the languages of an article that has just been read. What does not succeed at the first go takes the way through the
 * queue, where it is tried again and told of.
 */
export async function goStraightOn(
  context: WorkerContext,
  { slots, run, report }: Straight,
  {
    article,
    head,
    saved,
    inForce,
  }: { article: StoredArticle; head: DocumentHead; saved: SavedRevision; inForce: DeskInForce },
): Promise<void> {
  const work = batchArticleFrom(article.options, head);
  const { desk, job, id, revision } = article;
  const abreast = new Abreast();
  const ends = await Promise.allSettled(
    saved.languages.map(async ({ id: articleLanguage, language, batches: [only] }) => {
      try {
        const batch: BatchWork = {
          ...{ desk, job, article: id, revision, articleLanguage, language, startedAt: context.clock.now() },
          ...(only as { id: string; first: number; end: number }),
          ...{ status: 'waiting', error: null, work, whole: head },
        };
        const loaded = { batch, around: saved.madeFrom, inForce, abreast };
        const onward = await run('segments', batch.id, () => translateLoaded(context, loaded, false));
        await goOn(context, onward, run, report);
      } catch (thrown) {
        const error = asOutage(thrown);
        // It counts as the first of its attempts.
        if (!context.signal.aborted && !isWaitedFor(error) && only)
          await recordTry(context.tables, only.id, storedError(error)).catch(report);
        throw error;
      } finally {
        slots.give();
      }
    }),
  );
  if (ends.every(({ status }) => status === 'fulfilled')) return;
  await requestDispatch(context.tables, [{ id }], context.clock.now());
  await context.dispatch();
}
