import { sameLanguage } from '../model/language.ts';
import type { PairCheck } from './check.ts';
import { lengthDeviation } from './length-model.ts';

/** Bounds in standard deviations of data/lengths.tsv: of good news translations, one in some hundreds lies beyond. */
const SHORT = -3.1;
const LONG = 3.6;
/** A word or two may become anything. */
const LEAST = 20;

/** The translation is far longer or shorter than translations of such a text are: something is missing, or something was put in. */
export const length: PairCheck = {
  id: 'length',
  type: 'length',
  mqm: 'accuracy/omission',
  severity: 'warning',
  needs: 'pair',
  run({ source, target, origin }) {
    if (origin === 'kept' || origin === 'table' || sameLanguage(source.language, target.language)) return [];
    if (Math.max(source.text.length, target.text.length) < LEAST) return [];
    const deviation = lengthDeviation(source.text, source.language, target.text, target.language);
    if (deviation === undefined || (deviation > SHORT && deviation < LONG)) return [];
    const percent = Math.round((target.text.trim().length / source.text.trim().length) * 100);
    const key = deviation < 0 ? 'length.short' : 'length.long';
    return [{ start: 0, end: target.text.length, message: { key, parameters: { percent } } }];
  },
  examples: {
    valid: [
      {
        from: 'en',
        to: 'fr',
        source: 'The house burned down last night.',
        target: 'La maison a brûlé la nuit dernière.',
      },
      { from: 'en', to: 'fr', source: 'Yes', target: 'Bien entendu' },
    ],
    invalid: [
      {
        input: {
          from: 'en',
          to: 'fr',
          source: 'The house burned down last night, officials said.',
          target: 'La maison',
        },
        remarks: [{ start: 0, end: 9, message: { key: 'length.short', parameters: { percent: 18 } } }],
      },
      {
        input: {
          from: 'en',
          to: 'fr',
          source: 'The house burned down.',
          target: 'La maison a brûlé, brûlé comme brûlent les maisons quand elles brûlent, et toute la rue avec elle.',
        },
        remarks: [{ start: 0, end: 98, message: { key: 'length.long', parameters: { percent: 445 } } }],
      },
    ],
  },
};
