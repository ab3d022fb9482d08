import { parseArgs } from 'node:util';
import type { AliasLookup } from '../src/terminology/names/aliases.ts';
import { NameIndex } from '../src/terminology/names/linker.ts';
import { nameSimilarity } from '../src/terminology/names/similarity.ts';
import { type LinkFigures, linkFigures, type PairFigures, pairFigures, placesCovered } from './names/figures.ts';
import { type Pair, pairsOf, positives } from './names/pairs.ts';
import { folded, type NameRow, readConfusables, readNames, readPool } from './names/rows.ts';
import { BadUsage, type BenchProgram, note } from './program.ts';

/** The table that goes before the conventions in the figures `whole`; undefined while the product has none. */
const aliases: AliasLookup | undefined = undefined;

/**
 * Names in another language's press spelling: are they told from names that look alike, are they linked to the right name, and is nothing
 * suggested where nothing is known. `key` is the conventions alone; `whole` has a table of names before them.
 */
export const names: BenchProgram = {
  usage: '--data FILE.tsv --confusables FILE.tsv [--pool FILE]',
  async run(args) {
    const options = read(args);
    const rows = readNames(options.data);
    const asked = positives(rows);
    if (asked.length === 0) throw new BadUsage(`${options.data} has no row of class near or marks.`);
    const pairs = pairsOf(rows, readConfusables(options.confusables));
    const index = new NameIndex([
      ...rows.flatMap((row) => row.accepted.map((name) => ({ name, entity: row.id, type: row.type }))),
      ...(options.pool === undefined ? [] : readPool(options.pool)).map((name) => ({ name })),
    ]);
    const right = rows.filter((row) => row.class === 'same');
    note(
      `${asked.length} spellings, ${pairs.length} pairs, ${index.size} names to link to, ${right.length} right already`,
    );
    const measure = (table?: AliasLookup): PairFigures & LinkFigures => ({
      ...pairFigures(
        pairs,
        pairs.map((pair) => scoreOf(pair, rows, table)),
      ),
      ...linkFigures(index, asked, right, table),
    });
    const key = measure();
    return {
      key,
      whole: aliases ? measure(aliases) : key,
      placesCovered: aliases ? placesCovered(rows, aliases) : null,
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
