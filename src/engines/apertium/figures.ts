import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { type Edit, edited, type Reformatted } from './reformat.ts';
import { tokenise } from './tokens.ts';

/** The blanks that French groups digits with, as they are typed. */
const blanks = '[ \\u00a0\\u2009\\u202f]';

/** What stands right around a figure that is one for certain: a currency, a per cent sign, a unit of large numbers. */
const currency = /[$€£¥]\s?$/u;
const measured =
  /^\s?(?:%|‰|[$€£¥°])|^[\s-]?(?:per\s?cent|percent|points?|times|thousand|mil|mille|millions?|milliards?|billions?|trillions?|millones|millón|milions?|milió|bn|tn|m|k|km|kg|cm|mm|metres?|meters?|miles|hectares?|tonnes?|tons|dollars?|euros?|pounds?|litres?|liters?|degrees?)(?![\p{L}\p{Nd}])/iu;
const inTime =
  /(?:^|\s)(?:at|by|until|till|from|before|after|around|since|à|a las|a les)\s$|^\s?(?:[ap]\.?m\b|h\b|hours\b|gmt\b|uhr\b|heures\b|horas\b|hores\b)/iu;
const numbered =
  /(?:\p{Lu}[\p{L}\p{M}]*|\b(?:v|version|release|section|chapter|article|figure|table|paragraph|rule|versión|versió|capítulo|apartado|chapitre|page|tel|tél|telephone|téléphone|phone|teléfono|telèfon|numéro|número))[.:]?\s?$/u;

/**
 * Writes the figures of a source in the notation of the target language (CLDR, through Intl.NumberFormat: `1,200.5` is `1200,5` in
 * Spanish and `1 200,5` in French). Apertium copies figures. Only what is a number for certain in the source's own notation is changed:
 * no years, versions, times, dates, scores, addresses or telephone numbers.
 */
export function withFigures(translated: Reformatted, source: string, from: LanguageTag, to: LanguageTag): Reformatted {
  const edits: Edit[] = [];
  for (const [written, becomes] of rewritten(source, from, to)) {
    for (const { index } of translated.text.matchAll(standing(literal(written)))) {
      edits.push({ start: index, end: index + written.length, text: becomes });
    }
  }
  edits.sort((a, b) => a.start - b.start || b.end - a.end);
  return edited(
    translated,
    edits.filter(({ start }, place) => edits.slice(0, place).every(({ end }) => end <= start)),
  );
}

/** The figures of a source that another notation wants written otherwise, each as it stands in the source. */
function rewritten(source: string, from: LanguageTag, to: LanguageTag): Map<string, string> {
  const { group, decimal } = notationOf(from);
  const grouped = baseLanguage(from) === 'fr' ? blanks : literal(group);
  const point = literal(decimal);
  const pattern = standing(`(?:[1-9]\\d{0,2}(?:${grouped}\\d{3})+(?:${point}\\d+)?|\\d+${point}\\d+)`);
  const hidden = tokenise(source).filter(({ kind, text }) => kind === 'kept' && /\S/.test(text));
  const becomes = new Map<string, string>();
  const doubtful = new Set<string>();
  for (const { 0: written, index } of source.matchAll(pattern)) {
    const end = index + written.length;
    const [before, after] = [source.slice(0, index), source.slice(end)];
    const [whole = '', fraction = ''] = written.split(decimal);
    const digits = whole.replaceAll(/\D/g, '');
    const certain = currency.test(before) || measured.test(after);
    const inside = hidden.some((token) => token.start < end && token.end > index);
    const spaced = /\s/.test(whole);
    const doubt =
      (digits.length === whole.length && !isDecimal(whole, fraction)) ||
      (!certain && numbered.test(before) && (spaced || fraction !== '')) ||
      (!certain && fraction !== '' && /^\d{1,2}$/.test(whole) && /^[0-5]\d$/.test(fraction) && isTime(before, after));
    if (inside || doubt) {
      doubtful.add(written);
      continue;
    }
    const format = new Intl.NumberFormat(to, {
      numberingSystem: 'latn',
      minimumFractionDigits: fraction.length,
      maximumFractionDigits: fraction.length,
    });
    // Given as a string, so that no digit of a long number is lost.
    becomes.set(written, format.format(`${digits}${fraction && `.${fraction}`}` as Intl.StringNumericLiteral));
  }
  for (const written of doubtful) becomes.delete(written);
  return becomes;
}

/** Three digits behind a single mark may be thousands in another notation; a leading nought says that they are not. */
function isDecimal(whole: string, fraction: string): boolean {
  return fraction.length <= 20 && (fraction.length !== 3 || whole === '0');
}

function isTime(before: string, after: string): boolean {
  return inTime.test(before) || inTime.test(after);
}

/** A figure that no digit, mark or letter goes on from, on either side; a unit may follow. */
function standing(figure: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{Nd}_@#/=+]|\\p{Nd}[.,:/ \\u00a0\\u202f-])${figure}(?!\\p{Nd}|[.,:/-]\\p{Nd}|_)`,
    'gu',
  );
}

function notationOf(language: LanguageTag): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(language, { numberingSystem: 'latn' }).formatToParts(1234567.5);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return { group: part('group'), decimal: part('decimal') };
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
