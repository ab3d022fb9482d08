import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { Stretch } from './tokens.ts';

/** Pronouns before the verb, with which it moves: `n'a-t-il`, `Y a-t-il`, `ne le lui a-t-elle pas`. */
const clitics = "(?:(?:ne|me|te|se|le|la|les|lui|leur|nous|vous|y|en) |[nmtsl]['’])*";
const inverted = new RegExp(
  `(?<![\\p{L}\\p{M}'’-]|[\\p{L}\\p{M}]['’])(${clitics})([\\p{L}\\p{M}]+)-(?:t-)?(ils?|elles?|on)(?![\\p{L}\\p{M}'’-])`,
  'giu',
);

/** Words after which the pronoun is the only subject; after any other word (`Le ministre a-t-il`), that one is. */
const openers =
  /(?:^|[^\p{L}\p{M}])(?:que|quoi|qui|où|quand|comment|pourquoi|combien|aussi|ainsi|alors|et|mais|ou|donc|or|car|encore|être|doute|peine|moins|toujours)\s$/iu;

/**
 * French verbs with their subject behind them, turned around: `a-t-il` becomes `il a`, or `a` where the subject stands before it as well.
 * Apertium reads `-t-il` as part of a compound and glues what it makes of it to the next word. Grevisse, Le bon usage, § 386-393.
 */
export function uninverted(text: string, from: LanguageTag): Stretch[] {
  if (baseLanguage(from) !== 'fr') return [];
  return [...text.matchAll(inverted)].map(({ 0: whole, 1: clitic = '', 2: verb = '', 3: pronoun = '', index }) => {
    const before = text.slice(0, index);
    const alone = !/[\p{L}\p{M}\p{Nd}»”"]\s$/u.test(before) || openers.test(before) || /[”"»,]\s$/u.test(before);
    const words = `${clitic}${verb}`.replaceAll('’', "'");
    const small = words.charAt(0).toLowerCase() + words.slice(1);
    const turned = alone ? `${pronoun.toLowerCase()} ${small}` : words;
    const capital = alone && /^\p{Lu}/u.test(whole);
    const word = capital ? turned.charAt(0).toUpperCase() + turned.slice(1) : turned;
    return { start: index, end: index + whole.length, word };
  });
}
