import { parseFragment } from 'parse5';

/** A decoded stretch: `text` stands for input [start, end). */
export interface Decoded {
  text: string;
  start: number;
  end: number;
}

const reference = /&(?:#[xX][0-9a-fA-F]+;?|#[0-9]+;?|[a-zA-Z][a-zA-Z0-9]*;?)/g;
const inText = new Map<string, string>();
const inAttributes = new Map<string, string>();

/** Decodes character references, keeping where each came from; stretches without references come back whole. */
export function decodeReferences(input: string, start: number, end: number, where: 'text' | 'attribute'): Decoded[] {
  const slice = input.slice(start, end);
  const found: Decoded[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) found.push({ text: slice.slice(at, to), start: start + at, end: start + to });
  };
  for (const match of slice.matchAll(reference)) {
    const [written] = match;
    const following = slice.charAt(match.index + written.length);
    const text = where === 'text' ? meaningInText(written) : meaningInAttribute(written, following);
    if (text === written) continue;
    plain(match.index);
    at = match.index + written.length;
    found.push({ text, start: start + match.index, end: start + at });
  }
  plain(slice.length);
  return found;
}

/** parse5 is asked, so that old forms without a semicolon (`&lt`, `&notin`) mean what browsers read. */
function meaningInText(written: string): string {
  let text = inText.get(written);
  if (text === undefined) {
    const node = parseFragment(written).childNodes[0];
    text = node && 'value' in node ? node.value : written;
    inText.set(written, text);
  }
  return text;
}

function meaningInAttribute(written: string, following: string): string {
  const asked = following === '=' ? `${written}=` : written;
  let text = inAttributes.get(asked);
  if (text === undefined) {
    const quoted = parseFragment(`<i t="${asked}">`).childNodes[0];
    text = quoted && 'attrs' in quoted ? (quoted.attrs[0]?.value ?? asked) : asked;
    if (asked !== written) text = text.slice(0, -1);
    inAttributes.set(asked, text);
  }
  return text;
}

/** Text as HTML between tags. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as the value of an attribute in that quotation mark. */
export function escapeAttribute(text: string, quote: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return quote === "'" ? escaped.replaceAll("'", '&#39;') : escaped.replaceAll('"', '&quot;');
}
