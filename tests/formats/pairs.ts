import * as fc from 'fast-check';
import type { BilingualFile, BilingualUnit } from '../../src/formats/bilingual.ts';
import type { PlacedFinding } from '../../src/model/finding.ts';
import type { Pair, Target } from '../../src/model/translation.ts';
import { anyText, codedText } from './texts.ts';

export function pair(source: string, target: Partial<Target>, more: Partial<Pair> = {}): Pair {
  return {
    ordinal: 0,
    sourceLanguage: 'fr',
    targetLanguage: 'es',
    sourceSegments: [0],
    targetSegments: [],
    source,
    sourceCodes: [],
    target: { text: null, codes: [], state: 'initial', route: 'fr>es', ...target },
    ...more,
  };
}

export function finding(more: Partial<PlacedFinding> = {}): PlacedFinding {
  return {
    check: 'numbers',
    type: 'numbers',
    severity: 'error',
    side: 'target',
    start: 0,
    end: 2,
    text: '37',
    suggestions: ['38'],
    message: { key: 'numbers.missing', parameters: { number: '38' } },
    document: 'translation',
    language: 'es',
    segment: 0,
    ...more,
  };
}

export function file(units: Partial<BilingualUnit>[]): BilingualFile {
  return {
    fileName: 'article.fr.txt',
    sourceLanguage: 'fr',
    targetLanguage: 'es',
    units: units.map((unit, index) => ({
      id: `s${index + 1}`,
      pair: pair('Bonjour.', {}),
      findings: [],
      ...unit,
    })),
    messages: (key, parameters) => `${key} ${JSON.stringify(parameters)}`,
  };
}

/** Files with anything in them. */
export const anyFile = fc
  .array(
    fc.record({
      source: codedText,
      target: fc.option(codedText, { nil: null }),
      state: fc.constantFrom('initial', 'translated', 'reviewed', 'final' as const),
      subState: fc.constantFrom(undefined, 'interlinear:mt', 'interlinear:given', 'interlinear:rejected' as const),
      said: anyText,
      space: fc.constantFrom('', ' ', '\u00a0', '\n\u000c'),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((drawn) =>
    file(
      drawn.map(({ source, target, state, subState, said, space }) => ({
        role: 'body',
        pair: pair(
          source.text,
          {
            text: target?.text ?? null,
            codes: target?.codes ?? [],
            state,
            ...(subState && { subState }),
          } as Partial<Target>,
          { sourceCodes: source.codes },
        ),
        findings: [finding({ text: said, suggestions: [said] })],
        whiteSpaceAfter: space,
      })),
    ),
  );
