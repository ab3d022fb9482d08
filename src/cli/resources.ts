import { basename } from 'node:path';
import { readGlossaryCsv } from '../formats/glossary-csv/read.ts';
import { readTmx } from '../formats/tmx/read.ts';
import { textMeasure } from '../memory/measure.ts';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from '../storage/database.ts';
import { importGlossary } from '../storage/glossaries.ts';
import { importMemory } from '../storage/memories.ts';
import type { Application } from './application.ts';
import { readText } from './files.ts';
import { unitOfTmx } from './tmx-units.ts';

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
  const handedIn = { tables, desk, now: clock.now(), limitMegabytes: config.inputLimitMegabytes };
  const glossaries = await importGlossaryFiles(handedIn, files.glossaries);
  const memories = await importMemoryFiles(handedIn, files.memories);
  return { glossaries, memories };
}

/** Reads the glossaries of a run into the database. @returns their ids */
export async function importGlossaryFiles(
  { tables, desk, now, limitMegabytes }: { tables: Tables; desk: string; now: Date; limitMegabytes: number },
  files: string[],
): Promise<string[]> {
  const glossaries = [];
  for (const path of files) {
    const text = readText(path, limitMegabytes);
    const concepts = namingFile(path, () => readGlossaryCsv(text, basename(path)));
    glossaries.push(await importGlossary(tables, desk, basename(path), concepts, now));
  }
  return glossaries;
}

/** Reads the memories of a run into the database. @returns their ids */
export async function importMemoryFiles(
  { tables, desk, now, limitMegabytes }: { tables: Tables; desk: string; now: Date; limitMegabytes: number },
  files: string[],
): Promise<string[]> {
  const memories = [];
  for (const path of files) {
    const { units } = namingFile(path, () => readTmx(readText(path, limitMegabytes)));
    memories.push(await importMemory(tables, desk, basename(path), units.map(unitOfTmx), textMeasure, now));
  }
  return memories;
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
