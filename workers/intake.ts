import { nameOf } from '../src/intake/article-name.ts';
import { headOf } from '../src/model/article.ts';
import type { StoredError } from '../src/model/errors.ts';
import { InterlinearError } from '../src/model/errors.ts';
import { sameLanguage } from '../src/model/language.ts';
import { treatmentOf } from '../src/model/treatment.ts';
import { correctedSegments, type Prepared } from '../src/pipeline/prepare.ts';
import { guardedFetch } from '../src/server/intake/guarded-fetch.ts';
import { nameOfFetched } from '../src/server/intake/page.ts';
import { finishArticle } from '../src/storage/article-end.ts';
import { type StoredArticle, savePrepared } from '../src/storage/articles.ts';
import { sharedDeskInForce } from '../src/storage/desk-in-force.ts';
import { setAside } from '../src/storage/dismissals.ts';
import { storeFetched } from '../src/storage/fetched.ts';
import type { SavedRevision } from '../src/storage/first-revisions.ts';
import type { PlannedLanguage } from '../src/storage/prepared-article.ts';
import { checkWishes, dispatchAgain, type WorkerContext } from './context.ts';
import { goStraightOn, roomFor, type Straight } from './straight.ts';

/** Reads an article, cuts and checks it, and plans its languages; a small one goes straight on to them. */
export async function intake(context: WorkerContext, stored: StoredArticle, straight?: Straight): Promise<void> {
  const { tables, clock, config, groups } = context;
  // Whoever went straight on with it died over it: the queue has what is left.
  if (stored.status === 'segmented') return dispatchAgain(context, stored, { part: 'article', id: stored.id });
  if (stored.status !== 'accepted') return;
  const article = await fetched(context, stored);
  const { options } = article;
  const inForce = await sharedDeskInForce(tables, article.desk, options, clock.now());
  const { date } = options;
  const prepared = await context.compute.run(
    {
      act: 'prepare',
      delivery: {
        fileName: article.fileName,
        input: article.input,
        ...(options.from ? { from: options.from } : {}),
        ...(article.source ? { source: article.source } : {}),
        ...(options.sourceFrom ? { sourceFrom: options.sourceFrom } : {}),
      },
      ...(date ? { date } : {}),
      today: clock.now().toISOString().slice(0, 10),
      candidates: config.languages,
      furniture: options.furniture ?? [],
      wishes: checkWishes(context, options),
    },
    await context.terms(article.desk, options, inForce),
  );
  const { open, dismissed } = await setAside(tables, article.desk, prepared.findings);
  if (dismissed.length > 0) prepared.corrected = correctedSegments(prepared.delivered, open);
  const languages = plan(article, prepared, config.batchSegments);
  const room = straight ? await roomFor(straight, article, prepared, languages, config.concurrency) : 0;
  const isStraight = room > 0;
  let saved: SavedRevision | undefined;
  try {
    if (article.number > 1) await savePrepared(tables, article, prepared, languages, clock.now());
    else saved = await groups.save.do({ article, prepared, languages, straight: isStraight });
  } finally {
    if (!saved) straight?.slots.give(room);
  }
  if (straight && isStraight && saved)
    await goStraightOn(context, straight, { article, head: headOf(prepared.delivered), saved, inForce });
  else await context.dispatch();
}

/** An article with its bytes: one that was handed in by its address is fetched once, and kept as it was then. */
async function fetched(
  { tables, config, signal, clock }: WorkerContext,
  article: StoredArticle,
): Promise<StoredArticle> {
  if (article.url === undefined || article.input.length > 0) return article;
  const page = await guardedFetch(article.url, {
    bytes: config.inputLimitMegabytes * 1e6,
    milliseconds: FETCH_MS,
    hosts: config.fetchHosts,
    addresses: config.privateAddresses,
    signal,
  });
  const fileName = nameOfFetched(article.fileName, page);
  const bytes = { input: page.body, fileName, name: nameOf(fileName) };
  await storeFetched(tables, article, bytes, clock.now());
  return { ...article, ...bytes };
}

/** How long fetching one article may take. */
const FETCH_MS = 30_000;

/** Nothing of the article's revision can be used: it ends here, with the reason, unless a newer one has come in by now. */
export async function giveUpIntake(
  context: WorkerContext,
  { id, revision }: Pick<StoredArticle, 'id'> & Partial<Pick<StoredArticle, 'revision'>>,
  error: StoredError,
): Promise<void> {
  await finishArticle(context.tables, id, 'failed', error, context.clock.now(), { ...(revision ? { revision } : {}) });
}

/** The given language first, where the source is at hand; then each target in batches of the segments it is made from. */
function plan(article: StoredArticle, prepared: Prepared, batchSegments: number): PlannedLanguage[] {
  const made = prepared.source ?? prepared.delivered;
  const planned: PlannedLanguage[] = prepared.source
    ? [{ language: prepared.delivered.language, kind: 'given', batches: [] }]
    : [];
  const needed = made.segments.filter(
    (segment) => treatmentOf(made.blocks[segment.block]?.role ?? 'body') !== 'leave-out',
  );
  const batches = [];
  // Alike in length: the last one is not a single segment.
  const count = Math.ceil(needed.length / batchSegments);
  for (let number = 0; number < count; number++) {
    const [at, behind] = [number, number + 1].map((one) => Math.round((one * needed.length) / count));
    const first = needed[at as number]?.ordinal ?? 0;
    const end = (needed[(behind as number) - 1]?.ordinal ?? first) + 1;
    batches.push({ first, end });
  }
  // A file of a mixed batch may be in one of the languages that are asked for, and needs no version in it.
  const own = (language: string) =>
    sameLanguage(language, made.language) || (prepared.source && sameLanguage(language, prepared.delivered.language));
  const wanted = article.options.to.filter((language) => !own(language));
  for (const language of wanted) planned.push({ language, kind: 'target', batches });
  if (planned.length === 0 && article.options.to.length > 0)
    throw new InterlinearError('language.same', { file: article.fileName, language: article.options.to.join(', ') });
  return planned;
}
