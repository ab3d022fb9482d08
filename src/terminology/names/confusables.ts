import { readFileSync } from 'node:fs';
import { baseLetters, lettersOf } from './letters.ts';

/** Entities that a spelling may name, by its letters without marks: numbers of a group and of an entity in it. */
const known = new Map<string, [group: number, entity: number][]>();

const lines = readFileSync(new URL('./confusables.tsv', import.meta.url), 'utf8').split('\n');
lines.slice(1).forEach((line, group) => {
  line.split('\t').forEach((spellings, entity) => {
    for (const spelling of spellings.split(';')) {
      const letters = baseLetters(lettersOf(spelling));
      if (letters !== '') known.set(letters, [...(known.get(letters) ?? []), [group, entity]]);
    }
  });
});

/**
 * Whether two names are known to be names of different entities: `Hama` and `Hamas`, or, where only one word differs, `Massoud Barzani`
 * and `Masrour Barzani`. From confusables.tsv beside this file, which was written for this product out of general knowledge.
 *
 * @param a letters of a spelling without marks, words parted by `_`
 * @param b the same of a name
 */
export function areConfusable(a: string, b: string): boolean {
  if (apart(a, b)) return true;
  const [words, others] = [a.split('_'), b.split('_')];
  return (
    words.length > 1 && words.length === others.length && words.some((word, at) => apart(word, others[at] as string))
  );
}

/** Different entities of one group, and nowhere the same. */
function apart(a: string, b: string): boolean {
  if (a === b) return false;
  const [first, second] = [known.get(a), known.get(b)];
  if (!first || !second) return false;
  const groups = first.flatMap(([group, entity]) =>
    second.filter((other) => other[0] === group).map((other) => other[1] === entity),
  );
  return groups.length > 0 && !groups.includes(true);
}
