import { basename } from 'node:path';
import { EncodingScan } from '../formats/tmx/encoding.ts';
import { TmxReader, type TmxRefusal, type TmxUnit } from '../formats/tmx/read.ts';
import { textMeasure } from '../memory/measure.ts';
import { InterlinearError, type StoredError, storedError, UsageError } from '../model/errors.ts';
import { type MemorySettings, namedMemory } from '../storage/memories.ts';
import { addUnits } from '../storage/memory-units.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { sizeOf, streamInput } from './files.ts';
import { type MemoryDesk, withMemories } from './memory-desk.ts';
import { tuningOf, tuningOptions } from './memory-set.ts';
import { labelled, sentence } from './sentence.ts';
import { unitOfTmx } from './tmx-units.ts';

/** `interlinear memory import`: TMX files of any size into a memory of the desk. */
export const memoryImport: Command = {
  name: 'memory import',
  usage: 'FILE.tmx... [--name NAME] [--desk-writable]',
  options: {
    name: { type: 'string', value: 'NAME' },
    'desk-writable': { type: 'boolean' },
    ...tuningOptions,
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear memory import examples/idleb/memory.tmx',
    'npx interlinear memory import agency.tmx --name agency --penalty 2 --desk-writable',
  ],
  async run(call) {
    if (call.positionals.length === 0)
      throw new UsageError('memory.argument', { command: this.name, usage: 'FILE.tmx...' });
    const settings = settingsOf(call);
    return withMemories(call, this.name, async (desk) => {
      const reports: ImportReport[] = [];
      for (const file of call.positionals) {
        const name = (call.values.name as string | undefined) ?? basename(file).replace(/\.tmx$/i, '');
        const report = await importFile(call, desk, file, name, settings);
        reports.push(report);
        if (!call.values.json) tell(call, report);
      }
      if (call.values.json) call.out(JSON.stringify({ files: reports.map((report) => shown(call, report)) }));
      const failed = reports.filter((report) => report.error);
      if (failed.length === 0) return exit.done;
      return reports.length > failed.length || failed.some(hasWritten) ? exit.partial : exit.failed;
    });
  },
};

/** What became of a file. */
interface ImportReport {
  file: string;
  memory: string;
  new: number;
  same: number;
  overwritten: number;
  refused: number;
  /** The first refusals, each with its line. */
  refusals: TmxRefusal[];
  /** Why the file could not be read to its end. */
  error?: StoredError;
}

/** Units in one transaction. */
const BATCH = 1000;
/** Refusals that are kept with their lines; more are only counted. */
const REFUSALS = 1000;
/** Refusals that are told line by line. */
const TOLD = 20;
/** How often progress is told, in parts of the file. */
const STEPS = 10;

function settingsOf(call: Call): MemorySettings {
  return { ...tuningOf(call), ...(call.values['desk-writable'] ? { writable: true } : {}) };
}

/** Reads a file twice: once to see how it is encoded, once for its units. A unit is stored with the thousand around it, or not at all. */
async function importFile(
  call: Call,
  { tables, desk, now }: MemoryDesk,
  file: string,
  name: string,
  settings: MemorySettings,
): Promise<ImportReport> {
  const report: ImportReport = { file, memory: name, new: 0, same: 0, overwritten: 0, refused: 0, refusals: [] };
  const refuse = (refusal: TmxRefusal) => {
    report.refused += 1;
    if (report.refusals.length < REFUSALS) report.refusals.push(refusal);
  };
  let waiting: TmxUnit[] = [];
  let memory: string | undefined;
  const store = async (units: TmxUnit[]) => {
    if (units.length === 0) return;
    memory ??= await namedMemory(tables, desk, name, settings, now);
    const fates = await addUnits(tables, memory, units.map(unitOfTmx), textMeasure);
    for (const [index, fate] of fates.entries())
      if (fate === 'older') refuse({ line: units[index]?.line ?? 0, reason: 'memory.unit-older' });
      else report[fate] += 1;
  };
  try {
    const scan = new EncodingScan();
    for await (const bytes of streamInput(file)) scan.write(bytes);
    const encoding = scan.result();
    const decoder = new TextDecoder(encoding, { fatal: true });
    const reader = new TmxReader({ unit: (unit) => waiting.push(unit), refused: refuse });
    const progress = progressOf(call, file);
    let read = 0;
    for await (const bytes of streamInput(file)) {
      reader.write(decodePiece(decoder, bytes, read, encoding));
      read += bytes.length;
      for (; waiting.length >= BATCH; waiting = waiting.slice(BATCH)) await store(waiting.slice(0, BATCH));
      progress(read, report.new + report.same + report.overwritten + report.refused);
    }
    reader.write(decodePiece(decoder, undefined, read, encoding));
    reader.end();
    await store(waiting);
  } catch (error) {
    if (!(error instanceof InterlinearError)) throw error;
    // What was read before the fault is as good as if the file had ended there; importing it again whole changes nothing in it.
    if (error.code === 'memory.malformed') await store(waiting);
    report.error = storedError(new InterlinearError(error.code, { file, ...error.parameters }));
  }
  return report;
}

function decodePiece(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array | undefined,
  at: number,
  encoding: string,
): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new InterlinearError('input.encoding', { encoding, byte: at });
  }
}

/** Tells each tenth of a file that takes its time. */
function progressOf(call: Call, file: string): (read: number, units: number) => void {
  const size = sizeOf(file);
  let told = 0;
  return (read, units) => {
    const step = Math.floor((STEPS * read) / Math.max(size, 1));
    if (step <= told || step >= STEPS) return;
    told = step;
    call.note(call.messages('cli:memory.import.progress', { file, percent: (100 / STEPS) * step, units }));
  };
}

function hasWritten(report: ImportReport): boolean {
  return report.new + report.same + report.overwritten > 0;
}

function shown(call: Call, { error, refusals, ...report }: ImportReport) {
  return {
    ...report,
    refusals: refusals.map(({ line, reason }) => ({
      line,
      reason,
      message: sentence({ code: reason, parameters: {} }, call.messages),
    })),
    ...(error ? { error: { ...error, message: sentence(error, call.messages) } } : {}),
  };
}

function tell(call: Call, report: ImportReport): void {
  const { messages, interfaceLanguage } = call;
  const { file, refusals, error, memory } = report;
  if (!error || hasWritten(report))
    call.out(
      messages('cli:memory.import.done', {
        memory,
        fresh: report.new,
        same: report.same,
        overwritten: report.overwritten,
        refused: report.refused,
      }),
    );
  for (const { line, reason } of refusals.slice(0, TOLD))
    call.note(labelled(`${file}:${line}`, sentence({ code: reason, parameters: {} }, messages), interfaceLanguage));
  if (report.refused > TOLD) call.note(messages('cli:memory.import.more', { count: report.refused - TOLD }));
  // The sentence names the file by itself.
  if (error) call.note(sentence(error, messages));
}
