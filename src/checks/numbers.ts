import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck, PairInput, Remark } from './check.ts';
import { type NumberMark, readNumbers } from './number-reading.ts';
import { numberWords } from './number-words.ts';

/** Up to here a number may be spelled out in a language whose number words we do not know. */
const SPELLED_OUT = 20;

/**
 * The figures of the source stand in the target, and no others. `689,000`, `689 000`, `689.000` are one number, `20h30` and `8:30 p.m.` one
 * time, `1.5 million` and `1 500 000` too; what one side writes in digits the other may spell out. All that a segment gets wrong is one remark.
 */
export const numbers: PairCheck = {
  id: 'numbers',
  type: 'numbers',
  severity: 'error',
  needs: 'pair',
  run(input) {
    const { source, target } = input;
    if (target.text.trim() === '' || source.text.trim() === '') return [];
    const inSource = readNumbers(source.text, source.language);
    const inTarget = readNumbers(target.text, target.language);
    const blind = [source, target].some(({ language }) => !numberWords(baseLanguage(language)));
    const missing = unanswered(inSource, inTarget, blind);
    const extra = unanswered(inTarget, inSource, blind);
    return judge(input, missing, extra);
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
        input: { from: 'fr', to: 'en', source: 'En 2019, 45 morts', target: 'Deaths in 2019' },
        remarks: [
          { start: 9, end: 11, side: 'source', message: { key: 'numbers.missing', parameters: { numbers: '45' } } },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'Des morts', target: '45 deaths in 2019' },
        remarks: [{ start: 0, end: 2, message: { key: 'numbers.extra', parameters: { numbers: '45, 2019' } } }],
      },
      {
        input: { from: 'en', to: 'fr', source: '5 million, 3 of 7', target: '5 milliards, 4 sur 8' },
        remarks: [
          {
            start: 0,
            end: 1,
            message: { key: 'numbers.differ', parameters: { source: '5, 3, 7', target: '5, 4, 8' } },
          },
        ],
      },
    ],
  },
};

/** Figures of one text that nothing in the other text answers for. */
function unanswered(of: NumberMark[], by: NumberMark[], blind: boolean): NumberMark[] {
  return of.filter((mark) => {
    if (!mark.required || by.some((other) => agree(mark, other, blind))) return false;
    return !(blind && Number(mark.figure) <= SPELLED_OUT);
  });
}

function agree(a: NumberMark, b: NumberMark, blind: boolean): boolean {
  return (blind && a.figure === b.figure) || [...a.values].some((value) => b.values.has(value));
}

function judge({ target }: PairInput, missing: NumberMark[], extra: NumberMark[]): Remark[] {
  const [lost, added] = [missing[0], extra[0]];
  const list = (marks: NumberMark[]): string => marks.map(({ text }) => text).join(', ');
  if (lost && added && missing.length === 1 && extra.length === 1) {
    const suggestion = inLocale(lost, target.language);
    const message = { key: 'numbers.changed', parameters: { source: lost.text, target: added.text } };
    return [{ start: added.start, end: added.end, ...(suggestion ? { suggestions: [suggestion] } : {}), message }];
  }
  if (lost && added) {
    const message = { key: 'numbers.differ', parameters: { source: list(missing), target: list(extra) } };
    return [{ start: added.start, end: added.end, message }];
  }
  if (lost) {
    const message = { key: 'numbers.missing', parameters: { numbers: list(missing) } };
    return [{ start: lost.start, end: lost.end, side: 'source', message }];
  }
  if (added)
    return [
      { start: added.start, end: added.end, message: { key: 'numbers.extra', parameters: { numbers: list(extra) } } },
    ];
  return [];
}

/** The figure as the target language groups it; undefined where a figure alone would not do. */
function inLocale(mark: NumberMark, language: LanguageTag): string | undefined {
  const [value, ...others] = mark.values;
  if (
    value === undefined ||
    others.some((other) => !other.startsWith('t')) ||
    value !== mark.figure ||
    value.includes('.')
  ) {
    const grouped = [...mark.values].find((each) => /^\d{4,}$/u.test(each));
    return /^\d{1,3}(?:[\s.,\u00A0\u202F]\d{3})+$/u.test(mark.text) && grouped
      ? grouping(grouped, language)
      : undefined;
  }
  return /^\d+$/u.test(mark.text) ? mark.text : grouping(value, language);
}

function grouping(value: string, language: LanguageTag): string | undefined {
  return language === 'und' ? undefined : new Intl.NumberFormat(language).format(BigInt(value));
}
