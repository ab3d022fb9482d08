import { decode } from '../src/intake/decode.ts';
import { type Document, type DocumentHead, headOf } from '../src/model/article.ts';
import type { ArticleResult, LanguageResult } from '../src/model/result.ts';
import type { Target } from '../src/model/translation.ts';
import type { OutputKind } from '../src/outputs/context.ts';
import { givenPairs, type PairSource, targetPairs } from '../src/pipeline/complete.ts';
import type { loadLanguages } from '../src/storage/article-languages.ts';
import { loadArticle, type StoredArticle, type StoredPrepared } from '../src/storage/articles.ts';
import { batchEnds, loadTargets } from '../src/storage/batches.ts';
import { lapsedDismissals, setAside } from '../src/storage/dismissals.ts';
import { loadSegments, type StoredSegment } from '../src/storage/segments.ts';
import { version } from '../src/version.ts';
import type { OutputWishes } from './compute/tasks.ts';
import { checkWishes, termDay, type WorkerContext } from './context.ts';

/** What reading results back needs of the world. */
export type ResultContext = Pick<WorkerContext, 'tables' | 'terms' | 'clock' | 'config' | 'compute'>;

/** An article as far as it has come, read back from the database. */
export interface LoadedArticle {
  article: StoredArticle;
  result: ArticleResult;
  /** The segments that translations are made from, with their row ids. */
  madeFrom: StoredSegment[];
  /** What is stored of the revision as a whole. */
  prepared: StoredPrepared;
  /** Where findings on these segments belong. */
  madeFromName: 'delivered' | 'original';
}

/** @returns undefined while intake has not been over it, or when it is gone */
export async function loadResult({ tables }: ResultContext, id: string): Promise<LoadedArticle | undefined> {
  const article = await loadArticle(tables, id);
  const prepared = article?.prepared;
  if (!article || !prepared) return undefined;
  const segments = await loadSegments(tables, article.revision, 'delivered');
  const delivered = restore(prepared.delivered, article.input, segments);
  const sourceSegments = prepared.source ? await loadSegments(tables, article.revision, 'source') : [];
  const { open, dismissed } = await setAside(tables, article.desk, prepared.findings);
  const source =
    prepared.source && article.source ? restore(prepared.source, article.source.input, sourceSegments) : undefined;
  return {
    article,
    prepared,
    madeFrom: source ? sourceSegments : segments,
    madeFromName: source ? 'original' : 'delivered',
    result: {
      name: article.name,
      delivered,
      ...(source ? { source } : {}),
      original: prepared.original,
      corrected: segments.map(({ corrected, correctedCodes }) =>
        corrected === null ? null : { text: corrected, codes: correctedCodes },
      ),
      findings: open,
      dismissed,
      notRun: prepared.notRun,
      languages: [],
    },
  };
}

/** Only bytes and what was read from them are stored; the decoded text follows from the bytes. */
function restore(stored: DocumentHead, bytes: Uint8Array, segments: StoredSegment[]): Document {
  return { ...stored, input: decode(bytes).input, segments };
}

/**
 * Puts one language of an article together and checks it; every finding counts as open.
 *
 * @param ends how the batches of the revision stand, where that is known
 */
export async function languageResult(
  context: ResultContext,
  loaded: LoadedArticle,
  language: string,
  ends?: Awaited<ReturnType<typeof batchEnds>>,
): Promise<LanguageResult> {
  const { article, result, madeFromName, prepared } = loaded;
  const { compute } = context;
  const terms = await context.terms(article.desk, article.options);
  const day = termDay(context, article.options, result.delivered.date ?? result.source?.date);
  const wishes = checkWishes(context, article.options);
  const { delivered, source } = result;
  if (isGiven(loaded, language) && source) {
    const { beads, findings: known } = prepared;
    return compute.run({ act: 'given', day, source, delivered, beads, known, wishes }, terms);
  }
  const sources = await sourcesOf(context, loaded, language);
  const known = ends ?? (await batchEnds(context.tables, article.revision));
  const reason = known.find((batch) => batch.language === language && batch.error)?.error ?? null;
  const from = { from: headOf(source ?? delivered), fromName: madeFromName };
  return compute.run({ act: 'target', day, ...from, language, sources, reason, wishes }, terms);
}

/** Whether a language is that of the text that came with its source. */
function isGiven({ result }: LoadedArticle, language: string): boolean {
  return result.source !== undefined && language === result.delivered.language;
}

/** The segments that a language is made from, with their targets. */
async function sourcesOf({ tables }: ResultContext, { article, madeFrom }: LoadedArticle, language: string) {
  return pairSources(madeFrom, await loadTargets(tables, article.revision, language));
}

/** Segments with the texts that translations are made from, and their targets by the segments' ids. */
export function pairSources(segments: StoredSegment[], targets: ReadonlyMap<string, Target>): PairSource[] {
  return segments.map((segment) => {
    const target = targets.get(segment.id);
    return { segment, text: segment.corrected, codes: segment.correctedCodes, ...(target ? { target } : {}) };
  });
}

/** A language with the findings that a person has let stand set aside. */
export async function withDismissals(
  { tables }: Pick<ResultContext, 'tables'>,
  desk: string,
  language: LanguageResult,
): Promise<LanguageResult> {
  const { open, dismissed } = await setAside(tables, desk, language.findings);
  return { ...language, findings: open, dismissed };
}

/** A language of an article as it is stored. */
export type LanguageRow = Awaited<ReturnType<typeof loadLanguages>>[number];

/** A language that has been completed: what its checks found is stored and not looked for again. */
export async function completedLanguage(
  context: ResultContext,
  loaded: LoadedArticle,
  { language, kind, translated, of, error, findings, not_run: notRun }: LanguageRow,
): Promise<LanguageResult> {
  const { delivered, source } = loaded.result;
  const from = source ?? delivered;
  const pairs =
    isGiven(loaded, language) && source
      ? givenPairs(source, delivered, loaded.prepared.beads)
      : targetPairs(from, language, await sourcesOf(context, loaded, language));
  return {
    ...{ language, kind, sourceLanguage: from.language, pairs, findings: findings ?? [], notRun: notRun ?? [] },
    ...{ translated, of, ...(error ? { reason: error } : {}) },
  };
}

/**
 * The article with every language, in the order in which they were asked for, and the dismissals that hold no more.
 */
export async function wholeResult(
  context: ResultContext,
  loaded: LoadedArticle,
  rows: LanguageRow[],
): Promise<ArticleResult> {
  const { tables } = context;
  const { article, result } = loaded;
  const languages: LanguageResult[] = [];
  for (const row of rows) {
    // What came of it before somebody called it off is nobody's.
    if (row.status === 'canceled') continue;
    const isComplete = row.status === 'done' || row.status === 'partial';
    const raw = isComplete
      ? await completedLanguage(context, loaded, row)
      : await languageResult(context, loaded, row.language);
    languages.push(await withDismissals(context, article.desk, raw));
  }
  const found = [result, ...languages].flatMap(({ findings, dismissed = [] }) => [...findings, ...dismissed]);
  const names = languages.map(({ language }) => language);
  return { ...result, languages, lapsed: await lapsedDismissals(tables, article.desk, article.name, found, names) };
}

/** What outputs are written with. @param createdAt as they tell it */
export function outputWishes({ article, result }: LoadedArticle, createdAt: Date): OutputWishes {
  return {
    interfaceLanguage: article.options.interfaceLanguage,
    createdAt,
    toolVersion: version,
    format: result.delivered.format,
    ...(result.source ? { sourceFormat: result.source.format } : {}),
    formats: article.options.formats as OutputKind[],
    inputBytes: article.input,
    ...(article.source ? { sourceBytes: article.source.input } : {}),
  };
}
