import { InterlinearError } from '../../model/errors.ts';
import type { GlossaryFormat, ReadTerm } from '../glossary.ts';
import { delimiterOf, parseRows } from './read.ts';
import { malformed, rowReader } from './rows.ts';
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

/** Most text without the end of a record: a quotation mark that is never closed must not fill the memory. */
const LONGEST_RECORD = 32_000_000;

/** A row that cannot be read is refused with its line, and the next one is read. */
async function* readRows(pieces: AsyncIterable<string> | Iterable<string>, name: string): AsyncGenerator<ReadTerm> {
  const reader = new TableReader(name);
  for await (const piece of pieces) yield* reader.write(piece);
  yield* reader.end();
}

class TableReader {
  readonly #name: string;
  #rest = '';
  /** Where to look on for the end of a record, and whether a quotation mark is open there. */
  #seen = 0;
  #quoted = false;
  /** Lines before the rest. */
  #lines = 0;
  #delimiter: string | undefined;
  #read: ReturnType<typeof rowReader> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  *write(piece: string): Generator<ReadTerm> {
    this.#rest += piece;
    const end = this.#endOfRecords();
    if (end > 0) {
      const whole = this.#rest.slice(0, end);
      this.#rest = this.#rest.slice(end);
      this.#seen -= end;
      yield* this.#parse(whole);
    }
    if (this.#rest.length > LONGEST_RECORD) throw malformed(this.#name, this.#lines + 1, 'unclosed-quote');
  }

  *end(): Generator<ReadTerm> {
    yield* this.#parse(this.#rest);
  }

  /** Behind the last line end outside quotation marks; a doubled mark closes and opens again. */
  #endOfRecords(): number {
    let end = 0;
    for (; this.#seen < this.#rest.length; this.#seen++) {
      const unit = this.#rest.charCodeAt(this.#seen);
      if (unit === 0x22) this.#quoted = !this.#quoted;
      else if (unit === 0x0a && !this.#quoted) end = this.#seen + 1;
    }
    return end;
  }

  *#parse(text: string): Generator<ReadTerm> {
    if (this.#delimiter === undefined && text.trim() !== '') this.#delimiter = delimiterOf(text);
    const { rows, fault } = parseRows(text, this.#name, this.#lines, this.#delimiter);
    this.#lines += text.split('\n').length - 1;
    for (const row of rows) {
      if (!this.#read) {
        this.#read = rowReader(row, this.#name);
        continue;
      }
      try {
        for (const term of this.#read(row)) yield { row: term };
      } catch (error) {
        if (!(error instanceof InterlinearError)) throw error;
        const { line, reason, value } = error.parameters as { line: number; reason: string; value: string };
        yield { refusal: { line, reason, value } };
      }
    }
    if (fault) throw fault;
  }
}
