import { articleFormatForFile } from '../../formats/registry.ts';
import { nameOf } from '../../intake/article-name.ts';
import { InterlinearError } from '../../model/errors.ts';
import type { SubmittedArticle } from '../../storage/accepted-articles.ts';
import { type FetchLimits, fetchableUrl } from './guarded-fetch.ts';
import { nameForUrl } from './page.ts';
import type { WrittenArticle } from './request.ts';

/** The name of an article that comes without one. */
const UNNAMED = 'article.txt';

/**
 * Reads an article of a request.
 *
 * @param place where it stands, for people: `articles[3]`
 * @throws InterlinearError `submission.article` {place, reason}, `input.extension`, `address.url`, `address.private`
 */
export function articleOf(
  written: WrittenArticle,
  place: string,
  limits: Pick<FetchLimits, 'hosts' | 'addresses'>,
): SubmittedArticle {
  const { text, base64, url, source, metadata } = written;
  if ([text, base64, url].filter((one) => one !== undefined).length !== 1)
    throw refusal(place, 'submission.reason.content');
  const shared = metadata ? { metadata } : {};
  const from = source ? { source: fileOf(source, `${place}.source`) } : {};
  if (url !== undefined) {
    const address = fetchableUrl(url, limits);
    const name = written.fileName ?? nameForUrl(address);
    return { ...named(name, place), input: new Uint8Array(), url: address.href, ...from, ...shared };
  }
  const file = fileOf(written, place);
  return { ...file, name: nameOf(file.fileName), ...from, ...shared };
}

/**
 * A file name as an article's.
 *
 * @throws InterlinearError `submission.article`, `input.extension`
 */
export function named(fileName: string, place: string): { fileName: string; name: string } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no file name has them.
  if (fileName.length > 200 || /^\.*$|[/\\\u0000-\u001f\u007f]/.test(fileName))
    throw refusal(place, 'submission.reason.file-name');
  articleFormatForFile(fileName);
  return { fileName, name: nameOf(fileName) };
}

function fileOf(
  { fileName = UNNAMED, text, base64 }: { fileName?: string; text?: string; base64?: string },
  place: string,
): { fileName: string; input: Uint8Array } {
  if ((text === undefined) === (base64 === undefined)) throw refusal(place, 'submission.reason.content');
  return { fileName: named(fileName, place).fileName, input: bytesOf(text, base64, place) };
}

function bytesOf(text: string | undefined, base64: string | undefined, place: string): Uint8Array {
  if (text !== undefined) return new TextEncoder().encode(text);
  const packed = (base64 ?? '').replace(/\s+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed))
    throw refusal(place, 'submission.reason.base64');
  return new Uint8Array(Buffer.from(packed, 'base64'));
}

function refusal(place: string, reason: string): InterlinearError {
  return new InterlinearError('submission.article', { place, reason });
}
