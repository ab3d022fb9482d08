import type { PairCheck } from './check.ts';
import { lengthDeviation } from './length-model.ts';

/** The end of a sentence inside a text: a mark, what closes around it, a blank, and a beginning. */
const end =
  /(?<![\s.(]\p{L}|\b(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|Gen|Col|Lt|Sen|Rep|Gov|vs|etc|No|Nos|Inc|Ltd|Co|Corp|M|MM|Mme|Mlle|art|av|ca|cf|approx|Prof|Rev|Sgt|Capt|Sra|Dra|Ud|Uds|p|pp))[.!?…。！？؟]["”»’')\]\u00A0\u202F]*\s+(?=["“«¿¡(‘'[\s\u00A0\u202F-]*[\p{Lu}\p{Lo}\p{N}])/gu;

/**
 * The translation has fewer sentences than the source, or more. Good translations join and split sentences, which is only shown; where it
 * is shorter than usual as well, a sentence was left out.
 */
export const sentences: PairCheck = {
  id: 'sentences',
  type: 'omission',
  mqm: 'accuracy/omission',
  severity: 'info',
  needs: 'pair',
  run({ source, target }) {
    if (target.text.trim() === '' || source.text.trim() === '') return [];
    const [from, to] = [count(source.text), count(target.text)];
    if (from === to) return [];
    const deviation = lengthDeviation(source.text, source.language, target.text, target.language) ?? 0;
    const parameters = { source: from, target: to };
    const span = { start: 0, end: target.text.length };
    if (to < from && deviation < MISSING)
      return [{ ...span, severity: 'warning' as const, message: { key: 'sentences.missing', parameters } }];
    return [{ ...span, message: { key: 'sentences.count', parameters } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'One. Two, i.e. Mr. Smith.', target: 'Un. Deux, M. Smith.' },
      { from: 'en', to: 'fr', source: 'The U.S. Army', target: 'L’armée des É.-U.' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'He came. He saw.', target: 'Il vint et il vit.' },
        remarks: [{ start: 0, end: 18, message: { key: 'sentences.count', parameters: { source: 2, target: 1 } } }],
      },
      {
        input: {
          from: 'en',
          to: 'fr',
          source: 'He came to the town on foot. He saw what the war had left of it.',
          target: 'Il arriva en ville à pied.',
        },
        remarks: [
          {
            start: 0,
            end: 26,
            severity: 'warning',
            message: { key: 'sentences.missing', parameters: { source: 2, target: 1 } },
          },
        ],
      },
    ],
  },
};

/** So far below the usual length (in standard deviations) nobody comes by joining two sentences. */
const MISSING = -1.6;

function count(text: string): number {
  return (text.match(end)?.length ?? 0) + 1;
}
