import type { Concept, Term } from '../../model/term.ts';
import type { GlossaryFormat, GlossaryPair, GlossaryWriter, ReadTerm } from '../glossary.ts';

/**
 * OmegaT's own glossaries: UTF-8 text, `source TAB target TAB comment` a line, without header or quotes; a line that begins with `#` is a
 * note (OmegaT manual, Glossaries). The file does not say its languages.
 */
export const omegat: GlossaryFormat = {
  name: 'omegat',
  extensions: ['.utf8', '.tab', '.txt'],
  needsPair: true,
  read: readLines,
  writer: (pair) => new OmegatWriter(pair ?? { from: 'und', to: 'und' }),
};

async function* readLines(
  pieces: AsyncIterable<string> | Iterable<string>,
  _: string,
  pair: GlossaryPair = { from: 'und', to: 'und' },
): AsyncGenerator<ReadTerm> {
  let rest = '';
  let line = 0;
  const seen = new Set<string>();
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const written of lines) yield* readLine(written, ++line, pair, seen);
  }
  if (rest !== '') yield* readLine(rest, ++line, pair, seen);
}

function* readLine(written: string, line: number, pair: GlossaryPair, seen: Set<string>): Generator<ReadTerm> {
  const text = (line === 1 ? written.replace(/^\uFEFF/, '') : written).replace(/\r$/, '');
  if (text.trim() === '' || text.startsWith('#')) return;
  const [source = '', target = '', note = ''] = text.split('\t').map((cell) => cell.trim());
  if (source === '' || target === '') {
    yield { refusal: { line, reason: 'glossary.reason.empty-term', value: text.trim() } };
    return;
  }
  // A source word with several targets has a line for each: the first is preferred.
  const first = !seen.has(source);
  seen.add(source);
  const shared = { kind: 'term' as const, ...(note === '' ? {} : { note }) };
  if (first) {
    const term: Term = { language: pair.from, text: source, status: 'preferred', kind: 'term' };
    yield { row: { line, concept: source, term } };
  }
  const status = first ? 'preferred' : 'admitted';
  yield { row: { line, concept: source, term: { language: pair.to, text: target, status, ...shared } } };
}

class OmegatWriter implements GlossaryWriter {
  readonly dropped = new Map<string, number>();
  readonly #pair: GlossaryPair;

  constructor(pair: GlossaryPair) {
    this.#pair = pair;
  }

  start(): string {
    return '';
  }

  /** A line for each form of the source with each of the target: preferred and admitted ones; others must not be offered to a translator. */
  concept({ terms, domain, doNotTranslate }: Concept): string {
    const accepted = ({ status, forbidden }: Term) => (status === 'preferred' || status === 'admitted') && !forbidden;
    const rank = (term: Term) => (term.status === 'preferred' ? 0 : 1);
    const formsIn = (language: string) =>
      terms.filter((term) => term.language === language && accepted(term)).sort((a, b) => rank(a) - rank(b));
    const [sources, targets] = [formsIn(this.#pair.from), formsIn(this.#pair.to)];
    this.#drop('wordings', terms.length - (targets.length === 0 ? 0 : sources.length + targets.length));
    if (sources.length > 0 && targets.length > 0) {
      this.#drop('details', [...sources, ...targets].filter(hasDetails).length);
      this.#drop('do-not-translate', doNotTranslate ? 1 : 0);
      this.#drop(
        'line-ends',
        [...sources, ...targets].filter(({ text, note }) => /[\t\r\n]/.test(text + (note ?? ''))).length,
      );
    }
    return sources
      .flatMap((source) =>
        targets.map((target) => {
          const comment = [target.note ?? source.note, domain].filter(Boolean).join('; ');
          return `${[source.text, target.text, comment].map(oneLine).join('\t').trimEnd()}\n`;
        }),
      )
      .join('');
  }

  end(): string {
    return '';
  }

  #drop(what: string, count: number): void {
    if (count > 0) this.dropped.set(what, (this.dropped.get(what) ?? 0) + count);
  }
}

function hasDetails(term: Term): boolean {
  const { language, text, status, kind, note, ...details } = term;
  return kind !== 'term' || Object.values(details).some((value) => value !== undefined);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\t\r\n]+/g, ' ').trim();
}
