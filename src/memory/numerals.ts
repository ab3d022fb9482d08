import type { LanguageTag } from '../model/language.ts';

/** Whether a piece of text is a number in figures. */
export function isNumber(text: string): boolean {
  return /^\p{Nd}/u.test(text);
}

/** A number as figures: `1234` and `5` for 1,234.5, and what separated them. */
interface Figures {
  whole: string;
  fraction: string;
  group: string;
}

/**
 * What stands in the target in place of `found` when the source has `to` instead of `from`; undefined where `found` does not stand for
 * `from`, or the new number cannot be written with certainty.
 *
 * Figures with colons or slashes (times, dates) are exchanged only where both languages write them alike. A number that takes another
 * plural than the old one in either language (CLDR) would change the words around it, and is not exchanged.
 */
export function exchangeNumber(
  from: string,
  to: string,
  found: string,
  languages: { from: LanguageTag; to: LanguageTag },
): string | undefined {
  const [old, now, there] = [
    figuresOf(from, languages.from),
    figuresOf(to, languages.from),
    figuresOf(found, languages.to),
  ];
  if (!old || !now || !there) {
    const alike = from === found && separators(from) === separators(to);
    return alike ? to : undefined;
  }
  if (old.whole !== there.whole || old.fraction !== there.fraction) return undefined;
  for (const language of [languages.from, languages.to])
    if (pluralOf(old, language) !== pluralOf(now, language)) return undefined;
  const { group, decimal } = separatorsOf(languages.to);
  const fraction = now.fraction === '' ? '' : decimal + now.fraction;
  if (now.whole.length <= 3) return now.whole + fraction;
  // Whether thousands are parted is a matter of style: the old number must tell, or the new one must not part them either.
  if (there.group !== '') return grouped(now.whole, there.group) + fraction;
  if (now.group === '' && (there.whole.length > 3 || old.whole.length <= 3)) return now.whole + fraction;
  return there.whole.length <= 3 && now.group !== '' ? grouped(now.whole, group) + fraction : undefined;
}

function separators(text: string): string {
  return text.replaceAll(/\p{Nd}+/gu, '0');
}

/** Reads figures as a language writes them; undefined for figures that are no plain number, or in other digits. */
function figuresOf(text: string, language: LanguageTag): Figures | undefined {
  const { group, decimal } = separatorsOf(language);
  const parted = new RegExp(
    `^(\\d{1,3}(?:${group === '\u00A0' ? '[\\u00A0\\u202F]' : escaped(group)}\\d{3})+)(?:${escaped(decimal)}(\\d+))?$`,
  );
  const plain = new RegExp(`^(\\d+)(?:${escaped(decimal)}(\\d+))?$`);
  const groups = parted.exec(text);
  if (groups)
    return {
      whole: (groups[1] ?? '').replaceAll(/\D/g, ''),
      fraction: groups[2] ?? '',
      group: /\D/.exec(groups[1] ?? '')?.[0] ?? '',
    };
  const found = plain.exec(text);
  return found ? { whole: found[1] ?? '', fraction: found[2] ?? '', group: '' } : undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function grouped(whole: string, separator: string): string {
  return whole.replaceAll(/\B(?=(?:\d{3})+$)/g, separator);
}

const known = new Map<LanguageTag, { group: string; decimal: string; plural: Intl.PluralRules }>();

/** A language's separators and plurals (CLDR). A space as separator stands for every no-break space. */
function separatorsOf(language: LanguageTag): { group: string; decimal: string; plural: Intl.PluralRules } {
  let found = known.get(language);
  if (!found) {
    const parts = new Intl.NumberFormat(language, { numberingSystem: 'latn', useGrouping: 'always' }).formatToParts(
      1234567.5,
    );
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    found = {
      group: part('group'),
      decimal: part('decimal'),
      plural: new Intl.PluralRules(language),
    };
    if (/[\u00A0\u202F]/.test(found.group)) found.group = '\u00A0';
    known.set(language, found);
  }
  return found;
}

function pluralOf({ whole, fraction }: Figures, language: LanguageTag): string {
  return separatorsOf(language).plural.select(Number(fraction === '' ? whole : `${whole}.${fraction}`));
}
