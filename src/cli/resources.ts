import { basename } from 'node:path';
import { readGlossaryCsv } from '../formats/glossary-csv/read.ts';
import { readTmx } from '../formats/tmx/read.ts';
import { textMeasure } from '../memory/measure.ts';
import { InterlinearError } from '../model/errors.ts';
import { importGlossary } from '../storage/glossaries.ts';
import { importMemory } from '../storage/memories.ts';
import type { Application } from './application.ts';
import { readText } from './files.ts';

/**
 * Reads the glossaries and memories of a run into the database. A file that was read before costs a look-up.
 *
 * @returns the ids of what is in force, in the order of the files
 * @throws InterlinearError `glossary.malformed`, `memory.malformed`, … with file and line: nothing is handed in then
 */
export async function importResources(
  { database: { tables }, desk, clock, config }: Application,
  files: { glossaries: string[]; memories: string[] },
): Promise<{ glossaries: string[]; memories: string[] }> {
  const glossaries = [];
  for (const path of files.glossaries) {
    const text = readText(path, config.inputLimitMegabytes);
    const concepts = namingFile(path, () => readGlossaryCsv(text, basename(path)));
    glossaries.push(await importGlossary(tables, desk, basename(path), concepts, clock.now()));
  }
  const memories = [];
  for (const path of files.memories) {
    const { units } = namingFile(path, () => readTmx(readText(path, config.inputLimitMegabytes)));
    const stored = units.map((unit) => ({
      ...(unit.tuid ? { tuid: unit.tuid } : {}),
      origin: unit.variants.every((variant) => variant.origin === 'human') ? ('human' as const) : ('mt' as const),
      ...authorOf(unit.variants),
      variants: unit.variants.map(({ language, text, codes }) => ({ language, text, codes })),
    }));
    memories.push(await importMemory(tables, desk, basename(path), stored, textMeasure, clock.now()));
  }
  return { glossaries, memories };
}

function authorOf(variants: { author?: string; createdAt?: Date }[]): { author?: string; createdAt?: Date } {
  const signed = variants.find((variant) => variant.author);
  const dated = variants.find((variant) => variant.createdAt);
  return {
    ...(signed?.author ? { author: signed.author } : {}),
    ...(dated?.createdAt ? { createdAt: dated.createdAt } : {}),
  };
}

/** What `read` returns; an InterlinearError that it throws names the file. */
export function namingFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InterlinearError) throw new InterlinearError(error.code, { file: path, ...error.parameters });
    throw error;
  }
}
