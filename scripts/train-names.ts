/**
 * Learns what the conventions of press transliteration weigh (src/terminology/names/conventions.tsv and edits.tsv) from names of which the
 * spelling and the English form are known, and says how well they do on names that they were not learned from.
 *
 * Usage: node scripts/train-names.ts --data FILE.tsv --confusables FILE.tsv [--only LANGUAGE] [--write]
 *
 * --only LANGUAGE learns the conventions of one language and leaves all other weights as they are. Without --write nothing is changed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { linkFigures, pairFigures } from '../bench/names/figures.ts';
import { examplesOf, learn, PARTS, partOf, priors } from '../bench/names/learning.ts';
import { pairsOf, positives } from '../bench/names/pairs.ts';
import { readConfusables, readNames } from '../bench/names/rows.ts';
import { shippedWeights } from '../src/terminology/names/align.ts';
import { conventions } from '../src/terminology/names/conventions.ts';
import { EDITS } from '../src/terminology/names/edits.ts';
import { NameIndex } from '../src/terminology/names/linker.ts';
import { prepareName, prepareSpelling, similarityOf } from '../src/terminology/names/similarity.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { data: text, confusables: text, only: text, write: { type: 'boolean', default: false } },
});
if (!values.data || !values.confusables) throw new Error('--data FILE.tsv and --confusables FILE.tsv are needed');
const rows = readNames(values.data);
const confusables = readConfusables(values.confusables);
const examples = examplesOf(rows, confusables);
process.stderr.write(`${examples.length} examples\n`);

const { start, pull } = startingPoint(values.only);
process.stdout.write(`${JSON.stringify(crossValidated(), null, 2)}\n`);
if (values.write) write(learn(examples, start, pull));

/** Weights to start from and to be drawn back to; a weight that is not to be learned is held fast. */
function startingPoint(only: string | undefined) {
  if (only === undefined) return { start: priors(), pull: undefined };
  const start = Float64Array.from(shippedWeights());
  const own = priors();
  const learned = [...EDITS.map(() => false), ...conventions.map(({ language }) => language === only)];
  learned.forEach((yes, id) => {
    if (yes) start[id] = own[id] as number;
  });
  return { start, pull: Float64Array.from(learned, (yes) => (yes ? 0.3 : 1e6)) };
}

/** The figures of the bench program, each name judged by weights learned without it. */
function crossValidated() {
  const byPart = Array.from({ length: PARTS }, (_, part) =>
    learn(
      examples.filter((example) => example.part !== part),
      start,
      pull,
    ),
  );
  const pairs = pairsOf(rows, confusables);
  const language = rows[0]?.language ?? 'fr';
  const scores = pairs.map((pair, at) => {
    const weights = byPart[pair.row ? partOf(pair.row) : at % PARTS];
    const spelling = prepareSpelling(pair.spelling, language);
    return Math.max(...pair.names.map((name) => similarityOf(spelling, prepareName(name), weights)));
  });
  const asked = positives(rows);
  const linking = byPart.map((weights, part) => {
    const names = rows.flatMap((row) => row.accepted.map((name) => ({ name, entity: row.id, type: row.type })));
    const own = asked.filter((row) => partOf(row) === part);
    return linkFigures(new NameIndex(names, weights), own, [], undefined);
  });
  return { pairs: pairFigures(pairs, scores), linkingByPart: linking };
}

/** Writes the weights into the column `weight` of both tables. */
function write(weights: Float64Array): void {
  const tables: [string, number, number][] = [
    ['edits.tsv', 2, 0],
    ['conventions.tsv', 5, EDITS.length],
  ];
  for (const [name, column, first] of tables) {
    const file = new URL(`../src/terminology/names/${name}`, import.meta.url);
    const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
    const written = lines.map((line, at) =>
      line
        .split('\t')
        .map((cell, place) => (place === column ? (weights[first + at] as number).toFixed(2) : cell))
        .join('\t'),
    );
    writeFileSync(file, `${[header, ...written].join('\n')}\n`);
  }
}
