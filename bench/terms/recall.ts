import type { Concept } from '../../src/model/term.ts';
import { buildTermFinder } from '../../src/terminology/finder.ts';
import { stemmerOf } from '../../src/terminology/inflection/stems.ts';
import { fold } from '../../src/terminology/tokens.ts';
import type { Lemma } from './hunspell.ts';

export interface InflectionFigures {
  lemmas: number;
  /** Share of a lemma's other forms that are found as that lemma, mean over the lemmas. */
  recall: number;
  nouns: number;
  verbs: number;
  /** Share of the lemmas that are found where another lemma's citation form stands, no form of theirs. */
  collisions: number;
  /** The same two with nothing but equal Snowball stems. */
  snowball: { recall: number; collisions: number };
  missed: string[];
  collided: string[];
}

/** Every `step`-th lemma is put into a glossary alone, and looked for in its own forms and in all other lemmas of the sample. */
export function measureInflection(language: string, all: Lemma[], sample: number): InflectionFigures {
  const step = Math.max(1, Math.floor(all.length / sample));
  const lemmas = all.filter((_, index) => index % step === 0);
  const vocabulary = [...new Set(all.map(({ text }) => text))];
  const stemmer = stemmerOf(language) ?? ((word: string) => word);
  const byStem = Map.groupBy(vocabulary, (text) => fold(stemmer(text)));
  const recalls: Record<Lemma['kind'], number[]> = { noun: [], verb: [] };
  const plain: number[] = [];
  const missed: string[] = [];
  const collided: string[] = [];
  let plainCollisions = 0;
  for (const { text, kind, forms } of lemmas) {
    const concept: Concept = {
      id: text,
      origin: 'bench',
      terms: [
        { language, text, status: 'preferred', kind: 'term', ...(kind === 'verb' ? { partOfSpeech: kind } : {}) },
      ],
    };
    const finder = buildTermFinder([concept]);
    const others = forms.filter((form) => fold(form) !== fold(text));
    if (others.length > 0) {
      const found = others.filter((form) => finder(form, language).length > 0);
      recalls[kind].push(found.length / others.length);
      plain.push(others.filter((form) => fold(stemmer(form)) === fold(stemmer(text))).length / others.length);
      if (missed.length < 200 && found.length < others.length)
        missed.push(`${text}: ${others.filter((form) => !found.includes(form)).slice(0, 5)}`);
    }
    const own = new Set(forms.map(fold));
    // One text of all words that could be taken for it: those that share its first letters.
    const near = vocabulary.filter((word) => word.slice(0, 2) === text.slice(0, 2) && !own.has(fold(word)));
    const wrong = finder(near.join(' ; '), language);
    if (wrong.length > 0) collided.push(`${text}: ${wrong.slice(0, 3).map((match) => match.text)}`);
    if ((byStem.get(fold(stemmer(text))) ?? []).some((word) => !own.has(fold(word)))) plainCollisions++;
  }
  const share = (part: number, of: number) => Number((part / of).toFixed(4));
  const mean = (values: number[]) =>
    values.length === 0
      ? 0
      : share(
          values.reduce((a, b) => a + b),
          values.length,
        );
  return {
    lemmas: lemmas.length,
    recall: mean([...recalls.noun, ...recalls.verb]),
    nouns: mean(recalls.noun),
    verbs: mean(recalls.verb),
    collisions: share(collided.length, lemmas.length),
    snowball: { recall: mean(plain), collisions: share(plainCollisions, lemmas.length) },
    missed,
    collided,
  };
}
