import type { LanguageTag } from '../model/language.ts';
import type { PairCheck, PairInput, Remark } from './check.ts';
import type { NumberMark } from './number-mark.ts';
import { compareNumbers, type NumberComparison } from './number-matching.ts';
import { inNotation } from './number-notation.ts';

/**
 * The figures of the source stand in the target, and no others. `689,000`, `689 000`, `689.000` are one number, `20h30` and `8:30 p.m.` one
 * time, `1.5 million` and `1 500 000`, `5 miles` and `8 km` too; what one side writes in digits the other may spell out. All that a segment
 * gets wrong is one remark: an error where a figure became another, or a machine lost one; a figure that a person left out or put in asks.
 */
export const numbers: PairCheck = {
  id: 'numbers',
  type: 'numbers',
  mqm: 'accuracy/mistranslation',
  severity: 'error',
  needs: 'pair',
  run(input) {
    const { source, target } = input;
    if (target.text.trim() === '' || source.text.trim() === '') return [];
    const { pairs, missing, extra } = compareNumbers(source, target);
    const remarks = judge(input, missing, extra);
    return remarks.length > 0 ? remarks : swapped(input, pairs);
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: '689,000 people, 4.5 percent', target: '689 000 personnes, 4,5 %' },
      { from: 'en', to: 'es', source: '689,000 people', target: '689.000 personas' },
      { from: 'fr', to: 'en', source: 'le 12 février à 20h30', target: 'at 8:30 p.m. on February 12' },
      { from: 'fr', to: 'en', source: 'à 20 h', target: 'at 8 pm' },
      { from: 'fr', to: 'en', source: 'le 45e président, le 1er mai', target: 'the 45th president, on May 1' },
      { from: 'en', to: 'fr', source: '12 soldiers and 3 civilians', target: 'Douze soldats et trois civils' },
      { from: 'fr', to: 'en', source: 'Une maison', target: 'A house' },
      { from: 'en', to: 'fr', source: '1.5 million in the 1960s', target: '1 500 000 dans les années 60' },
      { from: 'fr', to: 'en', source: 'au XIXe siècle', target: 'in the 19th century' },
      { from: 'fr', to: 'es', source: '10 milliards d’euros', target: '10 mil millones de euros' },
      { from: 'en', to: 'fr', source: '25 people', target: 'Vingt-cinq personnes' },
      { from: 'en', to: 'ar', source: '45 people, 3 dead', target: '٤٥ شخصا، ثلاثة قتلى' },
      { from: 'en', to: 'fr', source: 'see https://example.org/2024', target: 'voir ici' },
      { from: 'en', to: 'fr', source: '5 miles at 140 mph', target: '8 km à 225 km/h' },
      { from: 'en', to: 'fr', source: '68 °F', target: '20 °C' },
      { from: 'en', to: 'fr', source: '5 miles away', target: 'à 5 miles, soit 8 km' },
      { from: 'en', to: 'fr', source: 'a 4x4, around 24/7', target: 'un tout-terrain, sans arrêt' },
      { from: 'fr', to: 'en', source: 'la 60e édition', target: 'the sixtieth edition' },
      { from: 'fr', to: 'en', source: 'entre 50 et 100 mille euros', target: 'from 50,000 to 100,000 euros' },
      { from: 'en', to: 'fr', source: 'in the last 12 months', target: 'sur l’année écoulée' },
    ],
    invalid: [
      {
        input: { from: 'fr', to: 'en', source: '689 000 personnes', target: 'Some 698,000 people' },
        remarks: [
          {
            start: 5,
            end: 12,
            suggestions: ['689,000'],
            message: { key: 'numbers.changed', parameters: { source: '689 000', target: '698,000' } },
          },
        ],
      },
      {
        input: { from: 'en', to: 'fr', source: '5 miles', target: '9 km' },
        remarks: [
          {
            start: 0,
            end: 1,
            suggestions: ['5'],
            message: { key: 'numbers.changed', parameters: { source: '5', target: '9' } },
          },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'En 2019, 45 morts', target: 'Deaths in 2019' },
        remarks: [
          {
            start: 9,
            end: 11,
            side: 'source',
            severity: 'warning',
            message: { key: 'numbers.missing', parameters: { numbers: '45' } },
          },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'Des morts', target: '45 deaths in 2019' },
        remarks: [
          {
            start: 0,
            end: 2,
            severity: 'warning',
            message: { key: 'numbers.extra', parameters: { numbers: '45, 2019' } },
          },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'En 2019, 45 morts', target: 'Deaths in 2019', origin: 'mt' },
        remarks: [
          { start: 9, end: 11, side: 'source', message: { key: 'numbers.missing', parameters: { numbers: '45' } } },
        ],
      },
      {
        input: { from: 'en', to: 'fr', source: '5 million, 3 of 7', target: '5 milliards, 3 sur 8' },
        remarks: [
          {
            start: 0,
            end: 1,
            message: { key: 'numbers.differ', parameters: { source: '5 million, 7', target: '5 milliards, 8' } },
          },
        ],
      },
    ],
  },
};

function judge(input: PairInput, missing: NumberMark[], extra: NumberMark[]): Remark[] {
  const [lost, added] = [missing[0], extra[0]];
  const list = (marks: NumberMark[]): string => marks.map(({ whole }) => whole.text).join(', ');
  if (lost && added && missing.length === 1 && extra.length === 1) {
    const suggestion = inTarget(lost, input.target.language);
    const [source, target] = apart(lost, added, input);
    const message = { key: 'numbers.changed', parameters: { source, target } };
    const suggestions = suggestion && suggestion !== added.text ? { suggestions: [suggestion] } : {};
    return [{ start: added.start, end: added.end, ...suggestions, message }];
  }
  if (lost && added) {
    const message = { key: 'numbers.differ', parameters: { source: list(missing), target: list(extra) } };
    return [{ start: added.start, end: added.end, message }];
  }
  // People leave a figure out, or put one in, for reasons; a machine has none.
  const severity = input.origin === 'mt' ? {} : { severity: 'warning' as const };
  if (lost) {
    const message = { key: 'numbers.missing', parameters: { numbers: list(missing) } };
    return [{ start: lost.start, end: lost.end, side: 'source', ...severity, message }];
  }
  if (added) {
    const message = { key: 'numbers.extra', parameters: { numbers: list(extra) } };
    return [{ start: added.start, end: added.end, ...severity, message }];
  }
  return [];
}

/** Both numbers as written, or, where that reads the same (`3 billion` in English and in French), written out. */
function apart(lost: NumberMark, added: NumberMark, { source, target }: PairInput): [string, string] {
  if (lost.whole.text !== added.whole.text) return [lost.whole.text, added.whole.text];
  const out = (mark: NumberMark, language: LanguageTag): string => {
    const value = [...mark.native][0] ?? [...mark.values][0] ?? '';
    return inNotation(value, language) ?? value;
  };
  return [out(lost, source.language), out(added, target.language)];
}

/** What should stand in the target: the month's name, or the figure as the language writes it; undefined where a figure alone would not do. */
function inTarget(mark: NumberMark, language: LanguageTag): string | undefined {
  if (language === 'und') return undefined;
  const [value, ...others] = [...(mark.native.size > 0 ? mark.native : mark.values)].filter(
    (each) => !each.startsWith('t'),
  );
  if (value === undefined || others.length > 0) return undefined;
  if (mark.kind === 'month')
    return new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2024, Number(value) - 1),
    );
  if (
    mark.kind !== 'figure' ||
    !/^[\d.,'’\s]+$/u.test(mark.text) ||
    mark.percent ||
    mark.negative ||
    !mark.figures.has(value)
  )
    return undefined;
  return /^\d+$/u.test(mark.text) ? mark.text : inNotation(value, language);
}

/** Longest text between two numbers of one enumeration, in UTF-16 units. */
const ENUMERATION = 40;
const conjunction = /(?:^|[^\p{L}])(?:and|et|y|e|i|und)(?:[^\p{L}]|$)|(?:^|\s)و/iu;

/** Two figures of one enumeration (`12 dead and 30 injured`) that changed places, each now before the other's word. */
function swapped({ source, target }: PairInput, pairs: NumberComparison['pairs']): Remark[] {
  for (const [index, first] of pairs.entries()) {
    const second = pairs[index + 1];
    if (
      !second ||
      second.target.end > first.target.start ||
      first.source.kind !== 'figure' ||
      second.source.kind !== 'figure'
    )
      continue;
    if (pairs.some(({ target: { start } }) => start > second.target.start && start < first.target.start)) continue;
    const gaps = [
      source.text.slice(first.source.end, second.source.start),
      target.text.slice(second.target.end, first.target.start),
    ];
    if (gaps.some((gap) => gap.length > ENUMERATION || !conjunction.test(gap) || /[.;!?]/u.test(gap))) continue;
    const word = (text: string, { whole }: NumberMark): string =>
      /^[^\p{L}\p{N}]*(\p{L}{3})/u.exec(text.slice(whole.end))?.[1]?.toLowerCase() ?? '';
    const moved =
      word(source.text, first.source) === word(target.text, first.target) ||
      word(source.text, second.source) === word(target.text, second.target);
    if (
      moved ||
      [first, second].some(({ source: { native } }) => [...native].some((value) => /^(?:1[89]|20)\d\d$/u.test(value)))
    )
      continue;
    const parameters = { numbers: `${second.target.whole.text}, ${first.target.whole.text}` };
    const message = { key: 'numbers.order', parameters };
    return [{ start: second.target.start, end: first.target.end, severity: 'warning', message }];
  }
  return [];
}
