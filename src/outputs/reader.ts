import { createHash } from 'node:crypto';
import type { Document, InlineCode, Role, Segment } from '../model/article.ts';
import { direction, type LanguageTag } from '../model/language.ts';
import { treatmentOf } from '../model/treatment.ts';
import { escapeHtml } from './pages/escape.ts';

/** What stands in a segment's place: its text, in a language; null leaves it out. */
export type ReaderText = { text: string; codes: InlineCode[]; language: LanguageTag; missing?: boolean } | null;

const style = `
:root{color-scheme:light dark}
body{margin:0 auto;max-width:40rem;padding:1.5rem 1rem 4rem;font:1.125rem/1.6 Georgia,"Noto Naskh Arabic",serif}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .75rem}
h2{font-size:1.3rem;line-height:1.3;margin:2rem 0 .5rem}
p{margin:0 0 1rem}
.standfirst{font-size:1.25rem;opacity:.85}
.byline,.dateline,.credit,figcaption,.editors-note{font:.875rem/1.5 system-ui,sans-serif;opacity:.75}
.missing{background:#fde68a;color:#422006}
`;

/** What the page of a reader may load and run, as a content security policy: its own style, and nothing else. */
export const READER_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`;

/** Elements of news texts whose look tells readers something; anything else of a text's markup is left out. */
const looks = /^<(b|strong|i|em|u|s|del|ins|sub|sup|q|cite|small|mark)\b/i;

/**
 * An article as readers see it, whatever its format: its blocks in order, by what they are in a news text. Texts are shown as text, and of
 * their markup only what emphasises.
 *
 * @param textOf what stands in a segment's place
 */
export function readerPage(
  document: Document,
  language: LanguageTag,
  title: string,
  textOf: (segment: Segment) => ReaderText,
): string {
  const bySegments = Map.groupBy(document.segments, (segment) => segment.block);
  const blocks = document.blocks.flatMap(({ index, role }) => {
    if (treatmentOf(role) === 'leave-out' || hidden.has(role)) return [];
    const parts = (bySegments.get(index) ?? []).flatMap((segment) => {
      const text = textOf(segment);
      return text === null
        ? []
        : [`${escapeHtml(segment.before)}${marked(text, language)}${escapeHtml(segment.after)}`];
    });
    return parts.length === 0 ? [] : [element(role, parts.join(''))];
  });
  return page(language, title, blocks);
}

function page(language: LanguageTag, title: string, blocks: string[]): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`;
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction(language)}">
<head>${head}<style>${style}</style></head>
<body><article>
${blocks.join('\n')}
</article></body>
</html>
`;
}

/**
 * What stands in the place of an article that was withdrawn.
 *
 * @param language of the article; title and text may be in others
 */
export function withdrawalPage(
  language: LanguageTag,
  title: { text: string; language: LanguageTag },
  text: { text: string; language: LanguageTag },
): string {
  const said = (one: { text: string; language: LanguageTag }) => marked({ ...one, codes: [] }, language);
  return page(language, title.text, [element('headline', said(title)), element('body', said(text))]);
}

/** What a page has for machines and editors, and shows to no reader. */
const hidden: ReadonlySet<Role> = new Set<Role>(['alt-text', 'keywords', 'slug']);

function element(role: Role, content: string): string {
  switch (role) {
    case 'headline':
      return `<h1>${content}</h1>`;
    case 'crosshead':
      return `<h2>${content}</h2>`;
    case 'caption':
      return `<figure><figcaption>${content}</figcaption></figure>`;
    case 'body':
      return `<p>${content}</p>`;
    default:
      return `<p class="${role}">${content}</p>`;
  }
}

function marked({ text, codes, language, missing }: NonNullable<ReaderText>, page: LanguageTag): string {
  const content = withLooks(text, codes);
  if (language === page && !missing) return content;
  const own = `lang="${escapeHtml(language)}" dir="${direction(language)}"`;
  return `<span ${own}${missing ? ' class="missing"' : ''}>${content}</span>`;
}

/** The text with its emphasis; the elements are nested whatever order the codes are in. */
function withLooks(text: string, codes: InlineCode[]): string {
  let html = '';
  let at = 0;
  const open: { id: string; name: string }[] = [];
  for (const code of [...codes].sort((a, b) => a.at - b.at)) {
    html += escapeHtml(text.slice(at, code.at));
    at = Math.max(at, code.at);
    const name = looks.exec(code.data)?.[1]?.toLowerCase();
    if (code.kind === 'open' && name) {
      open.push({ id: code.id, name });
      html += `<${name}>`;
    } else if (code.kind === 'close') {
      const place = open.findIndex(({ id }) => id === code.pair);
      if (place < 0) continue;
      const inner = open.splice(place);
      html += inner
        .map((one) => `</${one.name}>`)
        .reverse()
        .join('');
      for (const one of inner.slice(1)) {
        open.push(one);
        html += `<${one.name}>`;
      }
    } else if (/^<br\b/i.test(code.data)) html += '<br>';
  }
  return (
    html +
    escapeHtml(text.slice(at)) +
    open
      .map((one) => `</${one.name}>`)
      .reverse()
      .join('')
  );
}
