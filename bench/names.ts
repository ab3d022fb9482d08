import { parseArgs } from 'node:util';
import { gazetteerAliases, namesOfOne, rightNames } from '../src/terminology/gazetteer/links.ts';
import type { AliasLookup } from '../src/terminology/names/aliases.ts';
import { type IndexedName, NameIndex } from '../src/terminology/names/linker.ts';
import { nameSimilarity } from '../src/terminology/names/similarity.ts';
import { type LinkFigures, linkFigures, type PairFigures, pairFigures, placesCovered } from './names/figures.ts';
import { type Pair, pairsOf, positives } from './names/pairs.ts';
import { folded, type NameRow, readConfusables, readNames, readPool } from './names/rows.ts';
import { BadUsage, type BenchProgram, note } from './program.ts';

/** The house whose forms the figures `whole` ask for first. */
const style = 'ap';

/**
 * Names in another language's press spelling: are they told from names that look alike, are they linked to the right name, and is nothing
 * suggested where nothing is known. `key` is the conventions alone; `whole` has the gazetteer before them, and its names to link to. A row lists
 * some right forms of its name; the gazetteer has others, so that `whole` asks whether the entity is right, and `wholeByListedForms` whether
 * the form is one of the row's.
 */
export const names: BenchProgram = {
  usage: '--data FILE.tsv --confusables FILE.tsv [--pool FILE]',
  async run(args) {
    const options = read(args);
    const rows = readNames(options.data);
    const asked = positives(rows);
    if (asked.length === 0) throw new BadUsage(`${options.data} has no row of class near or marks.`);
    const pairs = pairsOf(rows, readConfusables(options.confusables));
    const pool: IndexedName[] = [
      ...rows.flatMap((row) => row.accepted.map((name) => ({ name, entity: row.id, type: row.type }))),
      ...(options.pool === undefined ? [] : readPool(options.pool)).map((name) => ({ name })),
    ];
    const index = new NameIndex(pool);
    const right = rows.filter((row) => row.class === 'same');
    note(
      `${asked.length} spellings, ${pairs.length} pairs, ${index.size} names to link to, ${right.length} right already`,
    );
    type SameEntity = (name: string, form: string) => boolean;
    const measure = (index: NameIndex, table?: AliasLookup, same?: SameEntity): PairFigures & LinkFigures => ({
      ...pairFigures(
        pairs,
        pairs.map((pair) => scoreOf(pair, rows, table)),
      ),
      ...linkFigures(index, asked, right, table, same),
    });
    const aliases = gazetteerAliases({ style });
    const everything = new NameIndex([...pool, ...rightNames('en')]);
    return {
      key: measure(index),
      whole: measure(everything, aliases, namesOfOne('en', folded)),
      wholeByListedForms: linkFigures(everything, asked, right, aliases),
      placesCovered: placesCovered(rows, aliases),
      positives: asked.length,
      negatives: pairs.length - asked.length,
      names: index.size,
    };
  },
};

/** The best score of a pair's names. What the table knows is either right or wrong. */
function scoreOf(pair: Pair, rows: NameRow[], table: AliasLookup | undefined): number {
  const language = pair.row?.language ?? rows[0]?.language ?? 'fr';
  const known = table?.find(pair.spelling, language) ?? [];
  if (known.length > 0) {
    const forms = new Set(known.flatMap(({ house, accepted = [] }) => [house, ...accepted]).map(folded));
    return pair.names.some((name) => forms.has(folded(name))) ? 1 : 0;
  }
  return Math.max(...pair.names.map((name) => nameSimilarity(pair.spelling, name, language)));
}

function read(args: string[]) {
  let values: Record<string, string | undefined>;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({ args, options: { data: text, confusables: text, pool: text } }));
  } catch (error) {
    throw new BadUsage((error as Error).message);
  }
  const { data, confusables, pool } = values;
  if (!data) throw new BadUsage('--data FILE.tsv is missing.');
  if (!confusables) throw new BadUsage('--confusables FILE.tsv is missing.');
  return { data, confusables, pool };
}
