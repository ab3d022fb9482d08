import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { InterlinearError } from '../../model/errors.ts';
import type { GlossaryFormat, ReadTerm } from '../glossary.ts';
import { csvFault, delimiterOf, parsing } from './read.ts';
import { type Row, rowReader } from './rows.ts';
import { csvWriter } from './write.ts';

/** Glossaries as CSV; see read.ts for the layouts. */
export const csv: GlossaryFormat = {
  name: 'csv',
  extensions: ['.csv'],
  needsPair: false,
  read: readRows,
  writer: () => csvWriter(','),
};

/** The same with tabs. */
export const tsv: GlossaryFormat = {
  name: 'tsv',
  extensions: ['.tsv'],
  needsPair: false,
  read: readRows,
  writer: () => csvWriter('\t'),
};

/** A row that cannot be read is refused with its line, and the next one is read. */
async function* readRows(pieces: AsyncIterable<string> | Iterable<string>, name: string): AsyncGenerator<ReadTerm> {
  let lastGood = 0;
  let read: ((row: Row) => ReturnType<ReturnType<typeof rowReader>>) | undefined;
  const parser = await withDelimiter(pieces);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const row = { line: info.lines, cells: record };
      lastGood = row.line;
      if (row.cells.every((cell) => cell === '')) continue;
      if (!read) {
        read = rowReader(row, name);
        continue;
      }
      try {
        for (const term of read(row)) yield { row: term };
      } catch (error) {
        if (!(error instanceof InterlinearError)) throw error;
        const { line, reason, value } = error.parameters as { line: number; reason: string; value: string };
        yield { refusal: { line, reason, value } };
      }
    }
  } catch (error) {
    throw csvFault(error, name, lastGood);
  }
}

/** The parser for a file whose header says which delimiter it uses. */
async function withDelimiter(pieces: AsyncIterable<string> | Iterable<string>) {
  const iterator = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  let begin = '';
  let done: boolean | undefined = false;
  while (!done && !/\S[^\r\n]*[\r\n]/.test(begin)) {
    const next = await iterator.next();
    done = next.done;
    if (!next.done) begin += next.value;
  }
  async function* whole() {
    yield begin;
    while (!done) {
      const next = await iterator.next();
      done = next.done;
      if (!next.done && next.value !== '') yield next.value as string;
    }
  }
  const parser = parse({ ...parsing, delimiter: delimiterOf(begin) });
  const source = Readable.from(whole());
  // Errors of the file go the same way as those of the parser.
  source.on('error', (error) => parser.destroy(error));
  return source.pipe(parser);
}
