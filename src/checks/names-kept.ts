import { baseLanguage } from '../model/language.ts';
import type { PairCheck, PairInput } from './check.ts';

/** Languages that write every noun with a capital: there a run of capitals is no name. */
const capitalNouns = new Set(['de', 'lb']);
/** Stems of words in titles and institutions, which translate, in the languages of the tables. */
const ordinary = new RegExp(
  `^(?:${(
    'minist presid direc profes govern emper univer instit nation intern foreign republ state état estad estat unit ' +
      'unid unis council conse commis commit comit subcom court cour trib party parti union guerr war world mond mund ' +
      'north south east west nord sud est ouest norte sur oeste street rue calle city ville ciudad county school ' +
      'école escuela church église house maison casa bank banq banc river lake mount sea ocean océan island îles isla ' +
      'hill cape channel games jeux juego olymp champion cup coupe copa award prix premio act law loi ley day jour ' +
      'día age century siècl siglo king queen roi reine rey prince duke lord saint san royal family great grand gran ' +
      'old new nouv nuev black white red green blue first second third fourth fifth seventh five army force fleet air ' +
      'space race police time times club group associ organi federa fédér agenc system scale office hurricane ' +
      'pipeline foundation dynasty civili castle garden heritage site center centre centro park parc parque airport ' +
      'aéroport museum musée hall road square place plaza valley vallée desert canal coast côte costa empire imper ' +
      'kingdom royaum reino revol treat traité bridge pont puente tower tour torre cathol roman'
  ).replaceAll(' ', '|')})`,
  'iu',
);
/** Endings of nouns and adjectives that are no names: `Civilization`, `British`, `olympique`. */
const derived = /(?:ish|ese|tion|tions|ssion|ment|ics|ship|ism|ity|ance|ique|iques|ción|dad|ings?)$/u;
/** Adjectives of countries, which stand first; Armenian surnames end like them. */
const adjective = /(?:ian|ean|ic|an|ien|ienne)$/u;
/** Two or more capitalised words, not at the start of a sentence. */
const run = /(?<=[\p{Ll}\p{N},;:)»”"’']\s)\p{Lu}[\p{Ll}\p{M}][\p{L}\p{M}'’-]*(?:[ \u00A0]\p{Lu}[\p{L}\p{M}'’-]+)+/gu;

/** A person's name in the source whose last word is not in a machine's translation, where both are in the Latin script. */
export const namesKept: PairCheck = {
  id: 'names-kept',
  type: 'inconsistent-entities',
  severity: 'info',
  needs: 'pair',
  run({ source, target, constraints, origin }: PairInput) {
    if (origin !== 'mt' || capitalNouns.has(baseLanguage(source.language))) return [];
    if (!latin(source.text) || !latin(target.text)) return [];
    const there = plain(target.text);
    return [...source.text.matchAll(run)].flatMap(({ index, 0: name }) => {
      const surname =
        name
          .split(/[\s\u00A0]/u)
          .at(-1)
          ?.replace(/['’]s$/u, '') ?? '';
      const end = index + name.length;
      const words = name.replaceAll(/['’]s?$/gu, '').split(/[\s\u00A0-]/u);
      if (words.some((word) => ordinary.test(word) || derived.test(word)) || there.includes(plain(surname))) return [];
      if (adjective.test(words[0] ?? '') && !there.includes(plain(words[0] ?? ''))) return [];
      if ([...constraints, ...source.terms].some((term) => term.start < end && index < term.end)) return [];
      return [
        { start: index, end, side: 'source' as const, message: { key: 'names-kept.missing', parameters: { name } } },
      ];
    });
  },
  examples: {
    valid: [
      { from: 'fr', to: 'en', source: 'selon Jean Dupont', target: 'JEAN DUPONT said', origin: 'mt' },
      { from: 'fr', to: 'en', source: 'avec Anne O’Brien', target: "with Anne O'Brien", origin: 'mt' },
      { from: 'fr', to: 'en', source: 'avec Marie Saint-Just', target: 'with Marie Saint Just', origin: 'mt' },
      { from: 'fr', to: 'en', source: 'selon Jean Dupont', target: 'a man said', origin: 'given' },
      { from: 'en', to: 'fr', source: 'the Foreign Office said', target: 'le ministère a dit', origin: 'mt' },
      { from: 'de', to: 'fr', source: 'die Alte Brücke', target: 'le vieux pont', origin: 'mt' },
      { from: 'en', to: 'ar', source: 'said John Miller', target: 'قال جون ميلر', origin: 'mt' },
      {
        from: 'en',
        to: 'fr',
        source: 'in Addis Ababa',
        target: 'à Addis-Abeba',
        origin: 'mt',
        constraints: [
          { concept: 'a', start: 3, end: 14, source: 'Addis Ababa', target: 'Addis-Abeba', accepted: ['Addis-Abeba'] },
        ],
      },
    ],
    invalid: [
      {
        input: { from: 'fr', to: 'en', source: 'selon Jean Dupont', target: 'said Jean Durand', origin: 'mt' },
        remarks: [
          {
            start: 6,
            end: 17,
            side: 'source',
            message: { key: 'names-kept.missing', parameters: { name: 'Jean Dupont' } },
          },
        ],
      },
    ],
  },
};

function latin(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length > letters.length / 2;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toLowerCase();
}
