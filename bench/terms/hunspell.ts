import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A lemma with its inflected forms. */
export interface Lemma {
  text: string;
  kind: 'noun' | 'verb';
  /** Every form, the citation form among them. */
  forms: string[];
}

interface Rule {
  remove: string;
  add: string;
  condition: RegExp;
}

const require = createRequire(import.meta.url);

/** Which flags decline a noun or adjective, and which conjugate a verb, in the dictionaries that we measure with. */
const paradigms: Record<'fr' | 'en', { package: string; width: number; noun: RegExp; verb: RegExp }> = {
  fr: {
    package: 'dictionary-fr',
    width: 2,
    noun: /^(?:[SXAIWF]\.|F[sce+x]|G[scoe]|Wx|S=)$/,
    verb: /^[abcdfipz][0-9A-Z]$/,
  },
  en: { package: 'dictionary-en', width: 1, noun: /^S$/, verb: /^[DGS]$/ },
};

/**
 * The inflection tables of a Hunspell dictionary: every lemma in small letters with the forms that its suffix flags give (Hunspell's
 * affix format, `man 5 hunspell`). Prefixes (French elision) are left out. An English word is a verb where it takes -ed and -ing.
 */
export function lemmasOf(language: 'fr' | 'en'): Lemma[] {
  const { package: name, width, noun, verb } = paradigms[language];
  const folder = dirname(require.resolve(name));
  const file = (extension: string) => readFileSync(join(folder, `index.${extension}`), 'utf8');
  const rules = suffixRules(file('aff'));
  return file('dic')
    .split('\n')
    .slice(1)
    .flatMap((line): Lemma[] => {
      const [text = '', written = ''] = (line.split(/[\t ]/)[0] ?? '').split('/');
      if (!/^\p{Ll}{3,}$/u.test(text)) return [];
      const flags: string[] = written.match(new RegExp(`.{${width}}`, 'gu')) ?? [];
      const kinds: Lemma['kind'][] = [];
      if (language === 'fr') {
        if (flags.some((flag) => noun.test(flag))) kinds.push('noun');
        if (flags.some((flag) => verb.test(flag))) kinds.push('verb');
      } else if (flags.includes('D') && flags.includes('G')) kinds.push('verb');
      else if (flags.includes('S')) kinds.push('noun');
      return kinds.map((kind) => {
        const wanted = flags.filter((flag) => (kind === 'noun' ? noun : verb).test(flag));
        return { text, kind, forms: [...new Set([text, ...wanted.flatMap((flag) => inflect(text, rules.get(flag)))])] };
      });
    })
    .filter(({ forms }) => forms.length > 1);
}

function inflect(text: string, rules: Rule[] = []): string[] {
  return rules
    .filter(({ condition, remove }) => text.endsWith(remove) && condition.test(text))
    .map(({ remove, add }) => text.slice(0, text.length - remove.length) + add);
}

function suffixRules(affixes: string): Map<string, Rule[]> {
  const rules = new Map<string, Rule[]>();
  for (const line of affixes.split('\n')) {
    const [kind, flag, remove, written, condition] = line.split(/\s+/);
    if (kind !== 'SFX' || !flag || remove === undefined || written === undefined || condition === undefined) continue;
    const add = written.split('/')[0] as string;
    const rule = {
      remove: remove === '0' ? '' : remove,
      add: add === '0' ? '' : add,
      condition: new RegExp(`${condition}$`, 'u'),
    };
    rules.set(flag, [...(rules.get(flag) ?? []), rule]);
  }
  return rules;
}
