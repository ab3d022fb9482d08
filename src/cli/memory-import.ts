import { basename } from 'node:path';
import { textMeasure } from '../memory/measure.ts';
import { UsageError } from '../model/errors.ts';
import { importUnits, memoryFormatForFile, type UnitImport } from '../pipeline/memory-import.ts';
import { type MemorySettings, namedMemory } from '../storage/memories.ts';
import { addUnits } from '../storage/memory-units.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { sizeOf, streamInput } from './files.ts';
import { type MemoryDesk, withMemories } from './memory-desk.ts';
import { tuningOf, tuningOptions } from './memory-set.ts';
import { labelled, sentence } from './sentence.ts';

/** `interlinear memory import`: TMX, CSV and TSV files of any size into a memory of the desk. */
export const memoryImport: Command = {
  name: 'memory import',
  usage: 'FILE... [--name NAME] [--desk-writable]',
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
      throw new UsageError('memory.argument', { command: this.name, usage: 'FILE...' });
    const settings = settingsOf(call);
    return withMemories(call, this.name, async (desk) => {
      const reports: ImportReport[] = [];
      for (const file of call.positionals) {
        const name = (call.values.name as string | undefined) ?? basename(file).replace(/\.(tmx|csv|tsv)$/i, '');
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
interface ImportReport extends UnitImport {
  file: string;
  memory: string;
}

/** Refusals that are told line by line. */
const TOLD = 20;
/** How often progress is told, in parts of the file. */
const STEPS = 10;

function settingsOf(call: Call): MemorySettings {
  return { ...tuningOf(call), ...(call.values['desk-writable'] ? { writable: true } : {}) };
}

async function importFile(
  call: Call,
  { tables, desk, now }: MemoryDesk,
  file: string,
  name: string,
  settings: MemorySettings,
): Promise<ImportReport> {
  let memory: string | undefined;
  const report = await importUnits(
    { format: memoryFormatForFile(file), pieces: () => streamInput(file) },
    async (units) => {
      memory ??= await namedMemory(tables, desk, name, settings, now);
      return addUnits(tables, memory, units, textMeasure);
    },
    progressOf(call, file),
  );
  const { error } = report;
  return {
    file,
    memory: name,
    ...report,
    ...(error ? { error: { ...error, parameters: { file, ...error.parameters } } } : {}),
  };
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
