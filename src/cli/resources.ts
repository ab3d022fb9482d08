import { basename } from 'node:path';
import { readTmx } from '../formats/tmx/read.ts';
import { textMeasure } from '../memory/measure.ts';
import { InterlinearError } from '../model/errors.ts';
import { unitOfTmx } from '../pipeline/tmx-units.ts';
import type { Tables } from '../storage/database.ts';
import { importGlossary, namedGlossaries } from '../storage/glossaries.ts';
import { importMemory } from '../storage/memories.ts';
import { readText } from './files.ts';
import { glossaryConcepts } from './glossary-files.ts';

/**
 * Reads the glossaries and memories of a run into the database. A file that was read before costs a look-up.
 *
 * @returns the ids of what is in force, in the order of the files
 * @throws InterlinearError `glossary.malformed`, `memory.malformed`, … with file and line: nothing is handed in then
 */
export async function importResources(
  handedIn: { tables: Tables; desk: string; now: Date; limitMegabytes: number },
  files: { glossaries: string[]; memories: string[] },
): Promise<{ glossaries: string[]; memories: string[] }> {
  const { tables, desk, now } = handedIn;
  const glossaries = [];
  for (const path of files.glossaries) {
    const concepts = await glossaryConcepts(path);
    glossaries.push(await importGlossary(tables, desk, basename(path), concepts, now));
  }
  // Those that the desk keeps are in force behind those of the run.
  for (const { id } of await namedGlossaries(tables, desk)) glossaries.push(id);
  return { glossaries, memories: await importMemoryFiles(handedIn, files.memories) };
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
