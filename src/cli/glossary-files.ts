import { basename } from 'node:path';
import { conceptsOf, type GlossaryFormat, type GlossaryPair, type ReadTerm } from '../formats/glossary.ts';
import { glossaryFormat, glossaryFormatForFile, glossaryFormatNames } from '../formats/glossary-registry.ts';
import { InterlinearError, UsageError } from '../model/errors.ts';
import type { Concept, TermRow } from '../model/term.ts';
import { decoded } from '../pipeline/decoded.ts';
import type { Call } from './command.ts';
import { streamInput } from './files.ts';
import { languageOption } from './memory-desk.ts';

/**
 * What a glossary file holds, piece by piece, whatever its size. UTF-8 unless a byte order mark says UTF-16.
 *
 * @throws InterlinearError `input.missing`, …, `input.encoding`, `glossary.malformed`, each naming the file
 */
export async function* readGlossaryFile(
  path: string,
  format: GlossaryFormat,
  pair?: GlossaryPair,
): AsyncGenerator<ReadTerm> {
  try {
    yield* format.read(decoded(streamInput(path)), basename(path), pair);
  } catch (error) {
    if (error instanceof InterlinearError) throw new InterlinearError(error.code, { file: path, ...error.parameters });
    throw error;
  }
}

/**
 * The concepts of a glossary that is handed in with a run.
 *
 * @throws InterlinearError `glossary.malformed` for the first row that cannot be read: such a glossary is not used by halves
 */
export async function glossaryConcepts(path: string): Promise<Concept[]> {
  const format = glossaryFormatForFile(path);
  if (format.needsPair) throw new UsageError('glossary.pair', { file: path });
  const rows: TermRow[] = [];
  for await (const read of readGlossaryFile(path, format)) {
    if ('row' in read) rows.push(read.row);
    else if (!read.refusal.ignored) {
      const { line, reason, value } = read.refusal;
      throw new InterlinearError('glossary.malformed', { file: path, name: basename(path), line, reason, value });
    }
  }
  return conceptsOf(rows, basename(path));
}

/** The format that `--format` names, or that a file's name says. @throws UsageError `glossary.format` */
export function wishedFormat(call: Call, path?: string, fallback?: string): GlossaryFormat {
  const name = call.values.format as string | undefined;
  try {
    if (name !== undefined) return glossaryFormat(name);
    return path !== undefined ? glossaryFormatForFile(path) : glossaryFormat(fallback ?? 'csv');
  } catch (error) {
    if (error instanceof InterlinearError) throw new UsageError(error.code, error.parameters);
    throw error;
  }
}

export const formatValues: string = glossaryFormatNames.join('|');

/** The languages of a format that holds one pair. @throws UsageError `glossary.pair` {file} where it needs them and has none */
export function wishedPair(call: Call, format: GlossaryFormat, file: string): GlossaryPair | undefined {
  const [from, to] = [languageOption(call, 'from'), languageOption(call, 'to')];
  if (!format.needsPair) return undefined;
  if (from === undefined || to === undefined) throw new UsageError('glossary.pair', { file });
  return { from, to };
}
