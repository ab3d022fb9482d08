import type { PairCheck } from './check.ts';
import { wordsOf } from './words.ts';

/** The least letters of a text before its share of capitals says something, and the share that is shouting. */
const LEAST = 12;
const SHOUTED = 0.6;
const CALM = 0.3;

/** A slip of the shift key (`HEllo`), or a translation in capitals where the source is not. */
export const capitals: PairCheck = {
  id: 'capitals',
  type: 'typographical',
  mqm: 'linguistic-conventions/spelling',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    const words = wordsOf(target.text);
    if (!words.some(({ shouts }) => shouts) || target.text === target.text.toLowerCase()) return [];
    for (const { start, end, text, shouts } of words) {
      if (!shouts || !/^\p{Lu}{2}\p{Ll}{2,}$/u.test(text) || source.text.includes(text)) continue;
      // Plurals and endings of acronyms: `ONGs`, `TVs`, `EUnin`.
      if (/^\p{Lu}{2}(?:\p{L}{1,2})$/u.test(text) || source.text.includes(text.slice(0, 2))) continue;
      const word = `${text[0]}${text.slice(1).toLowerCase()}`;
      return [{ start, end, suggestions: [word], message: { key: 'capitals.word', parameters: { word: text } } }];
    }
    // Five capitals in a row begin a text in capitals, or hold an acronym.
    if (!/\p{Lu}{5}|\p{Lu}{2}\s\p{Lu}{2}/u.test(target.text)) return [];
    const [from, to] = [shareOf(source.text), shareOf(target.text)];
    if (from === undefined || to === undefined || from > CALM || to < SHOUTED) return [];
    return [{ start: 0, end: target.text.length, message: { key: 'capitals.text', parameters: {} } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'The EU and NATO met', target: 'L’UE et l’OTAN' },
      { from: 'en', to: 'fr', source: 'BREAKING NEWS TODAY', target: 'DERNIÈRE MINUTE ICI' },
      { from: 'en', to: 'fr', source: 'McDonald and the NGOs', target: 'McDonald et les ONGs' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'Hello', target: 'BOnjour' },
        remarks: [
          {
            start: 0,
            end: 7,
            suggestions: ['Bonjour'],
            message: { key: 'capitals.word', parameters: { word: 'BOnjour' } },
          },
        ],
      },
      {
        input: { from: 'en', to: 'fr', source: 'The war is over now', target: 'LA GUERRE EST FINIE' },
        remarks: [{ start: 0, end: 19, message: { key: 'capitals.text', parameters: {} } }],
      },
    ],
  },
};

/** Share of capitals among letters that have both cases; undefined for few letters. */
function shareOf(text: string): number | undefined {
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0;
  const lower = text.match(/\p{Ll}/gu)?.length ?? 0;
  return upper + lower < LEAST ? undefined : upper / (upper + lower);
}
