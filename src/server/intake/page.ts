import { InterlinearError } from '../../model/errors.ts';
import type { Fetched } from './guarded-fetch.ts';

/** The extension that stands for a media type among those an article can come in. */
const extensions: Record<string, string> = {
  'text/html': '.html',
  'application/xhtml+xml': '.html',
  'text/plain': '.txt',
};

/** A file name for an address, before it is known what stands there: its last part, or its host. */
export function nameForUrl(url: URL): string {
  const last = url.pathname.split('/').filter(Boolean).at(-1) ?? '';
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // A stray percent sign stays as it is written.
  }
  const clean = safeName(name) || safeName(url.hostname) || 'article';
  return /\.(?:html?|xhtml|txt)$/i.test(clean) ? clean : `${clean.replace(/\.[A-Za-z0-9]{1,5}$/, '')}.html`;
}

/**
 * The file name of an article that was fetched: its extension is that of its media type.
 *
 * @throws InterlinearError `fetch.type` {url, type} for what is no article
 */
export function nameOfFetched(planned: string, { url, mediaType }: Fetched): string {
  const extension = extensions[mediaType];
  if (extension === undefined) throw new InterlinearError('fetch.type', { url, type: mediaType || '-' });
  return planned.toLowerCase().endsWith(extension) ? planned : `${planned.replace(/\.[^.]*$/, '')}${extension}`;
}

/** A text as a file name: no path, no control characters, not only dots, at most 120 characters. */
export function safeName(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
      .replace(/[/\\\u0000-\u001f\u007f-\u009f\u2028\u2029<>:"|?*]+/g, '-')
      .replace(/^[.\s-]+|[.\s-]+$/g, '')
      .toWellFormed()
      .slice(0, 120)
      .toWellFormed()
      .trim()
  );
}
