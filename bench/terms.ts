import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { buildTermFinder } from '../src/terminology/finder.ts';
import { BadUsage, type BenchProgram, note } from './program.ts';
import { type Lemma, lemmasOf } from './terms/hunspell.ts';
import { type InflectionFigures, measureInflection } from './terms/recall.ts';
import { syntheticConcepts, syntheticText } from './terms/synthetic.ts';

/** Characters of the text that is scanned, and how often; the best of the runs counts, for other processes share the machine. */
const CHARACTERS = 10_000_000;
const RUNS = 3;
const SEED = 20_261_123;

/** Terms in texts: how soon a glossary is ready, how fast texts are scanned, which inflected forms are found. */
export const terms: BenchProgram = {
  usage: '--terms N [--forms FILE.tsv] [--sample N]',
  async run(args) {
    const options = read(args);
    const forms = readForms(options.forms);
    const french = lemmasOf('fr');
    const figures: Record<string, InflectionFigures> = {};
    const tables: Record<string, Lemma[]> = { fr: french, en: lemmasOf('en') };
    for (const [language, lemmas] of forms) if (options.ownForms || !tables[language]) tables[language] = lemmas;
    for (const [language, lemmas] of Object.entries(tables)) {
      const measured = measureInflection(language, lemmas, options.sample);
      figures[language] = measured;
      note(
        `${language}: ${measured.lemmas} lemmas, recall ${measured.recall} (nouns and adjectives ${measured.nouns}, verbs ${measured.verbs}), ` +
          `collisions ${measured.collisions}; Snowball alone ${measured.snowball.recall}, ${measured.snowball.collisions}`,
      );
    }
    const speed = measureSpeed(
      options.terms,
      french.map(({ text }) => text),
    );
    const pick = (value: (figures: InflectionFigures) => unknown) =>
      Object.fromEntries(Object.entries(figures).map(([language, measured]) => [language, value(measured)]));
    return {
      terms: options.terms,
      ...speed,
      inflectionRecall: pick(({ recall }) => recall),
      lemmaCollisions: figures.fr?.collisions,
      lemmaCollisionsPerLanguage: pick(({ collisions }) => collisions),
      nounRecall: pick(({ nouns }) => nouns),
      verbRecall: pick(({ verbs }) => verbs),
      snowballAlone: pick(({ snowball }) => snowball),
      cores: 1,
      load: Number(loadavg()[0]?.toFixed(2)),
    };
  },
};

function measureSpeed(count: number, vocabulary: string[]) {
  const concepts = syntheticConcepts(count, vocabulary, SEED);
  const builds: number[] = [];
  const buildCpu: number[] = [];
  let finder = buildTermFinder([]);
  for (let run = 0; run < RUNS; run++) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    finder = buildTermFinder(concepts);
    builds.push(performance.now() - began);
    const { user, system } = process.cpuUsage(used);
    buildCpu.push((user + system) / 1e6);
  }
  const listed = concepts.map((concept) => concept.terms[0]?.text as string);
  const paragraphs = syntheticText(CHARACTERS, vocabulary, listed, SEED);
  const bytes = paragraphs.reduce((sum, paragraph) => sum + Buffer.byteLength(paragraph), 0);
  let matches = 0;
  const scans: number[] = [];
  const cpu: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    matches = 0;
    const [began, used] = [performance.now(), process.cpuUsage()];
    for (const paragraph of paragraphs) matches += finder(paragraph, 'fr').length;
    scans.push(performance.now() - began);
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1e3);
  }
  const rate = (milliseconds: number) => Number((bytes / 1e3 / milliseconds).toFixed(2));
  note(`${matches} matches in ${(bytes / 1e6).toFixed(1)} MB; first scan ${rate(scans[0] as number)} MB/s`);
  return {
    buildSeconds: Number((Math.min(...builds) / 1e3).toFixed(3)),
    buildCpuSeconds: Number(Math.min(...buildCpu).toFixed(3)),
    megabytesPerSecond: rate(Math.min(...scans)),
    megabytesPerCpuSecond: rate(Math.min(...cpu)),
    firstScanMegabytesPerSecond: rate(scans[0] as number),
    matches,
  };
}

function read(args: string[]) {
  let values: Record<string, string | undefined>;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({ args, options: { terms: text, forms: text, sample: text } }));
  } catch (error) {
    throw new BadUsage((error as Error).message);
  }
  const whole = (name: 'terms' | 'sample', fallback: number) => {
    const value = Number(values[name] ?? fallback);
    if (!Number.isInteger(value) || value < 1) throw new BadUsage(`--${name} is a whole number above 0.`);
    return value;
  };
  return {
    terms: whole('terms', 100_000),
    sample: whole('sample', 800),
    forms: values.forms ?? new URL('./terms/forms.tsv', import.meta.url),
    ownForms: values.forms !== undefined,
  };
}

/** Reads forms from a file: language, noun or verb, lemma, other forms with spaces between, tab-separated. */
function readForms(path: string | URL): Map<string, Lemma[]> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadUsage(`${path} cannot be read: ${(error as Error).message}`);
  }
  const byLanguage = new Map<string, Lemma[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [language, kind, lemma, forms] = line.split('\t');
    if (!language || (kind !== 'noun' && kind !== 'verb') || !lemma || forms === undefined)
      throw new BadUsage(`${path}, line ${index + 1}: language, noun or verb, lemma and forms are needed.`);
    const list = byLanguage.get(language) ?? [];
    list.push({ text: lemma, kind, forms: [lemma, ...forms.split(/[ ;]+/).filter(Boolean)] });
    byLanguage.set(language, list);
  }
  return byLanguage;
}
