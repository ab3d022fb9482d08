import type { InlineCode } from '../model/article.ts';
import type { PairCheck, Remark } from './check.ts';

const tag =
  /<(?<close>\/?)(?<name>[a-z][\w:-]*)(?<rest>(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*(?<alone>\/?)>/giu;
const attribute = /(?<name>[\w:-]+)(?:\s*=\s*(?:"(?<a>[^"]*)"|'(?<b>[^']*)'|(?<c>[^\s"'<>]+)))?/gu;
/** Attributes whose values are the language's own. */
const translatable = new Set([
  'lang',
  'xml:lang',
  'xml-lang',
  'dir',
  'title',
  'alt',
  'placeholder',
  'aria-label',
  'hreflang',
]);

/** Inline codes, and tags written in the text, are those of the source; where a tag stands is the translator's to decide. */
export const markup: PairCheck = {
  id: 'markup',
  type: 'markup',
  mqm: 'design-and-markup/markup-tag',
  severity: 'error',
  needs: 'pair',
  run({ source, target }) {
    if (target.text.trim() === '') return [];
    return [...codes(source.codes, target.codes), ...tags(source.text, target.text)];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'Do <b>it</b>', target: '<b>Fais</b>-le' },
      { from: 'en', to: 'ar', source: '<p lang="en">Hi', target: '<p lang="ar">أهلا' },
      { from: 'en', to: 'fr', source: '3 < 5 and 7 > 2', target: '3 < 5 et 7 > 2' },
      {
        from: 'en',
        to: 'fr',
        source: 'Do it',
        target: 'Fais-le',
        sourceCodes: [code('1', 3)],
        targetCodes: [code('1', 0)],
      },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'Do <b>it</b>', target: 'Fais-<b>le<b>' },
        remarks: [
          { start: 8, end: 12, side: 'source', message: { key: 'markup.missing', parameters: { tag: '</b>' } } },
          { start: 10, end: 13, message: { key: 'markup.added', parameters: { tag: '<b>' } } },
        ],
      },
      {
        input: {
          from: 'en',
          to: 'fr',
          source: 'Do it',
          target: 'Fais-le',
          sourceCodes: [code('1', 3)],
          targetCodes: [],
        },
        remarks: [
          { start: 3, end: 3, side: 'source', message: { key: 'markup.missing', parameters: { tag: '<br>' } } },
        ],
      },
    ],
  },
};

function code(id: string, at: number): InlineCode {
  return { id, kind: 'standalone', at, data: '<br>' };
}

/** Codes by their ids; none is judged where either text's codes are unknown. */
function codes(from: InlineCode[] | undefined, to: InlineCode[] | undefined): Remark[] {
  if (!from || !to) return [];
  const remarks: Remark[] = [];
  for (const { id, at, data } of from)
    if (!to.some((other) => other.id === id))
      remarks.push({
        start: at,
        end: at,
        side: 'source',
        message: { key: 'markup.missing', parameters: { tag: data } },
      });
  for (const { id, at, data } of to)
    if (!from.some((other) => other.id === id))
      remarks.push({ start: at, end: at, message: { key: 'markup.added', parameters: { tag: data } } });
  return remarks;
}

interface Tag {
  start: number;
  end: number;
  text: string;
  /** Name, ends and attributes in one order: equal for tags that say the same. */
  meaning: string;
}

function tags(source: string, target: string): Remark[] {
  if (!/<\/?[a-z]/iu.test(source) && !/<\/?[a-z]/iu.test(target)) return [];
  const [from, left] = [tagsOf(source), tagsOf(target)];
  const remarks: Remark[] = [];
  for (const { start, end, text, meaning } of from) {
    const at = left.findIndex((other) => other.meaning === meaning);
    if (at >= 0) left.splice(at, 1);
    else remarks.push({ start, end, side: 'source', message: { key: 'markup.missing', parameters: { tag: text } } });
  }
  for (const { start, end, text } of left)
    remarks.push({ start, end, message: { key: 'markup.added', parameters: { tag: text } } });
  return remarks;
}

function tagsOf(text: string): Tag[] {
  return [...text.matchAll(tag)].map(({ index, 0: written, groups }) => {
    const attributes = [...(groups?.rest ?? '').matchAll(attribute)].map(({ groups: one }) => {
      const name = (one?.name ?? '').toLowerCase();
      return translatable.has(name) ? name : `${name}=${one?.a ?? one?.b ?? one?.c ?? ''}`;
    });
    const meaning = `${groups?.close}${groups?.name?.toLowerCase()} ${attributes.sort().join(' ')}${groups?.alone}`;
    return { start: index, end: index + written.length, text: written, meaning };
  });
}
