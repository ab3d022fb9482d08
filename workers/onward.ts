import { asOutage } from '../src/queue/failures.ts';
import { type Part, putBack, takeUp } from '../src/storage/in-hand.ts';
import type { WorkerContext } from './context.ts';
import { completeLanguage } from './languages.ts';

/**
 * What a batch that has ended leaves to do: its language, which it was the last of, or if that has ended with it, its article. Where the article
 * was `over` with it, too, that is left to tell.
 */
export type Onward = { language: string } | { article: string } | { over: string };

/** How a stage runs that no queue has handed out: for those who measure stages. */
export type RunStage = <Result>(
  stage: 'segments' | 'languages' | 'articles',
  row: string,
  act: () => Promise<Result>,
) => Promise<Result>;

/**
 * What follows from the end of a language's last batch, done at once by the worker that has just ended it: its checks, and the end of
 * the article once it was the last language. The queue need not be asked for what is known already. What does not succeed here comes
 * back through it: the article's own job runs when the batches are over, and has dispatched what is left.
 *
 * @param onward what is left to do; nothing without
 * @param report is told of what went wrong; nothing is thrown
 */
export async function goOn(
  context: WorkerContext,
  onward: Onward | undefined,
  run: RunStage,
  report: (error: unknown) => void,
): Promise<void> {
  if (onward === undefined || context.signal.aborted) return;
  try {
    let article: string;
    if ('over' in onward) {
      await run('articles', onward.over, async () => {});
      return void (await context.articleEnded());
    }
    if ('language' in onward) {
      const id = onward.language;
      const ended = await inHand(context, 'language', id, () =>
        run('languages', id, () => completeLanguage(context, id)),
      );
      if (!ended?.last) return;
      article = ended.article;
    } else article = onward.article;
    await run('articles', article, () => context.groups.over.do(article));
    await context.articleEnded();
  } catch (error) {
    report(asOutage(error));
  }
}

/** Does what nobody else has in hand. Who died over it before, or is at it, is the queue's affair. */
async function inHand<Result>(
  { tables }: WorkerContext,
  part: Part,
  id: string,
  act: () => Promise<Result>,
): Promise<Result | undefined> {
  const taken = await takeUp(tables, part, id);
  if (taken === undefined) return undefined;
  try {
    if (taken === 1) return await act();
  } catch (error) {
    await putBack(tables, part, id).catch(() => {});
    throw error;
  }
  await putBack(tables, part, id);
  return undefined;
}
