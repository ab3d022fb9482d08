import { articleFormat } from '../src/formats/registry.ts';
import { interfaceLanguages, messagesIn } from '../src/i18n.ts';
import { isHolding } from '../src/model/embargo.ts';
import { InterlinearError } from '../src/model/errors.ts';
import { baseLanguage } from '../src/model/language.ts';
import type { EditionFile } from '../src/model/publication.ts';
import { isOnlyHelp } from '../src/model/translation.ts';
import { type ReaderText, readerPage, withdrawalPage } from '../src/outputs/reader.ts';
import { reviewStepsOf } from '../src/storage/approval.ts';
import { segmentRows, type VersionHead, versionHead } from '../src/storage/article-segments.ts';
import { articleState } from '../src/storage/articles.ts';
import { batchArticle } from '../src/storage/batch-article.ts';
import { versionMark } from '../src/storage/editions.ts';
import type { PublishWish } from '../src/storage/publications.ts';
import { languageResult, loadResult, outputWishes, type ResultContext } from './results.ts';

/** What readers open first. */
const PAGE = 'index.html';

/**
 * Reads a language version as an edition has it: a page, and the article in its own format.
 *
 * @param wish.embargoOver somebody says that an embargo is over whose end nobody can read
 * @throws InterlinearError `not-found.language` {id, language}; `publish.given` {language} for the text that came with the article;
 * `publish.unfinished` {language} while it is being translated, or is incomplete; `publish.not-final` {language, open, of} before the desk's
 * review steps are done; `publish.embargo` {until}, `publish.embargo-open` {stated}
 */
export async function readEdition(
  context: ResultContext,
  desk: string,
  { article, language, embargoOver }: { article: string; language: string; embargoOver: boolean },
): Promise<Omit<PublishWish, 'destination'>> {
  const { tables, clock } = context;
  const asOf = clock.now();
  const head = await versionHead(tables, desk, article, language);
  if (!head) throw new InterlinearError('not-found.language', { id: article, language });
  if (head.kind !== 'target') throw new InterlinearError('publish.given', { language });
  const mark = await versionMark(tables, desk, head.revision, language);
  await mayBePublished(context, desk, article, head);
  await holdsNoEmbargo(context, head.revision, embargoOver);
  const loaded = await loadResult(context, article);
  const state = await articleState(tables, article);
  if (!loaded || loaded.article.revision !== head.revision || state?.revision !== head.revision)
    throw new InterlinearError('publish.moved', { id: article, language });
  const result = await languageResult(context, loaded, language);
  const { delivered, source } = loaded.result;
  const base = source ?? delivered;
  const texts = new Map<number, ReaderText>();
  for (const { sourceSegments, source: text, sourceCodes, sourceLanguage, target } of result.pairs)
    for (const [index, ordinal] of sourceSegments.entries())
      if (index > 0) texts.set(ordinal, null);
      else if (target.text !== null) texts.set(ordinal, { text: target.text, codes: target.codes, language });
      // Only what needs no translation has none.
      else texts.set(ordinal, { text, codes: sourceCodes, language: sourceLanguage });
  const textOf = (ordinal: number) => texts.get(ordinal) ?? null;
  const headline = base.segments
    .filter(({ block }) => base.blocks[block]?.role === 'headline')
    .map(({ ordinal }) => textOf(ordinal)?.text ?? '')
    .join(' ')
    .trim();
  const format = articleFormat(base.format);
  const page = readerPage(base, language, headline || loaded.article.name, ({ ordinal }) => textOf(ordinal));
  // What machines could not do and people did since is no reason any more.
  const { reason: _, ...whole } = result;
  const outputs = { ...outputWishes(loaded, asOf), formats: ['article' as const] };
  const written = await context.compute.run({
    act: 'language-files',
    article: loaded.result,
    language: whole,
    outputs,
  });
  const files: EditionFile[] = [
    file(PAGE, 'text/html', page),
    ...written.map(({ mediaType, content }) => ({
      name: `article${format.extensions[0] ?? ''}`,
      mediaType,
      content,
    })),
  ];
  return {
    edition: { article, language, revision: head.revision, status: 'usable', files, asOf },
    mark,
    place: placeOf(loaded.article.name, article),
  };
}

/** @throws InterlinearError `publish.unfinished`, `publish.not-final` */
async function mayBePublished(
  { tables }: ResultContext,
  desk: string,
  article: string,
  head: VersionHead,
): Promise<void> {
  const { language } = head;
  const state = await articleState(tables, article);
  const underWay = state?.status === 'accepted' || state?.status === 'segmented';
  if (!['done', 'partial'].includes(head.status) || underWay)
    throw new InterlinearError('publish.unfinished', { language });
  const steps = await reviewStepsOf(tables, desk);
  const rows = await segmentRows(tables, desk, head, { after: -1, limit: 1_000_000 });
  const open = rows.filter(({ target }) =>
    steps > 0 ? target?.state !== 'final' : target === null || target.text === null || isOnlyHelp(target),
  );
  if (open.length > 0)
    throw new InterlinearError('publish.not-final', { language, open: open.length, of: rows.length });
}

/** @throws InterlinearError `publish.embargo` {until}, `publish.embargo-open` {stated} */
async function holdsNoEmbargo({ tables, clock }: ResultContext, revision: string, over: boolean): Promise<void> {
  const embargoes = (await batchArticle(tables, revision))?.embargoes ?? [];
  const holding = embargoes.filter((embargo) => isHolding(embargo, clock.now()));
  const open = holding.find(({ until }) => until === undefined);
  if (open && !over) throw new InterlinearError('publish.embargo-open', { stated: open.stated ?? '' });
  const ends = holding.flatMap((embargo) => embargo.until ?? []);
  const [until] = ends.sort((a, b) => Date.parse(b) - Date.parse(a));
  if (until !== undefined)
    throw new InterlinearError('publish.embargo', {
      until: new Date(until).toISOString().slice(0, 16).replace('T', ' '),
    });
}

/**
 * The page that takes the place of a version that is withdrawn.
 *
 * @param notice what readers are told, in the language of the version; without it a sentence of ours, in English where we lack the language
 */
export function withdrawalFiles(language: string, notice: string | undefined): EditionFile[] {
  const base = baseLanguage(language);
  const spoken = interfaceLanguages.includes(base) ? base : 'en';
  const messages = messagesIn(spoken);
  const said = notice?.trim();
  const title = { text: messages('reader:withdrawn.title'), language: spoken };
  const standing = { text: messages('reader:withdrawn.text'), language: spoken };
  const page = withdrawalPage(language, title, said ? { text: said, language } : standing);
  return [file(PAGE, 'text/html', page)];
}

function file(name: string, mediaType: string, text: string): EditionFile {
  return { name, mediaType, content: new TextEncoder().encode(text) };
}

/** Characters of an article's name in addresses at most. */
const LONGEST = 48;

/** What names an article at its destinations: its name for people, and the random end of its id. */
function placeOf(name: string, id: string): string {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const short = [...plain]
    .slice(0, LONGEST)
    .join('')
    .replace(/^[-\p{M}]+|-+$/gu, '');
  const end = id.replaceAll('-', '').slice(-12);
  return short ? `${short}-${end}` : end;
}
