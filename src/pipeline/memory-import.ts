import { readMemoryCsv } from '../formats/memory-csv/read.ts';
import { EncodingScan } from '../formats/tmx/encoding.ts';
import { TmxReader, type TmxRefusal, type TmxUnit } from '../formats/tmx/read.ts';
import { InterlinearError, type StoredError, storedError } from '../model/errors.ts';
import type { NewUnit, UnitFate } from '../model/memory-unit.ts';
import { decoded } from './decoded.ts';
import { unitOfTmx } from './tmx-units.ts';

/** What memories come in and go out in. */
export const memoryFormats = ['tmx', 'csv', 'tsv'] as const;
export type MemoryFormat = (typeof memoryFormats)[number];

/** The format of a file by its extension; TMX where it says nothing. */
export function memoryFormatForFile(name: string): MemoryFormat {
  return memoryFormats.find((format) => name.toLowerCase().endsWith(`.${format}`)) ?? 'tmx';
}

/** What became of a file. */
export interface UnitImport {
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

interface Waiting {
  line: number;
  unit: NewUnit;
}

/**
 * Reads a file of any size into a memory, in constant memory: a unit is stored with the thousand around it, or not at all.
 *
 * @param pieces reads the file from its start, each time it is called: TMX is read twice, once to see how it is encoded
 * @param store adds units in one transaction; their fates in order
 * @param progress told now and then of the bytes that are read and of the units that were seen
 * @throws only what is not the file's fault, which is in the answer
 */
export async function importUnits(
  file: { format: MemoryFormat; pieces(): AsyncIterable<Uint8Array> },
  store: (units: NewUnit[]) => Promise<UnitFate[]>,
  progress: (bytes: number, units: number) => void = () => {},
): Promise<UnitImport> {
  const report: UnitImport = { new: 0, same: 0, overwritten: 0, refused: 0, refusals: [] };
  const refuse = (refusal: TmxRefusal) => {
    report.refused += 1;
    if (report.refusals.length < REFUSALS) report.refusals.push(refusal);
  };
  let waiting: Waiting[] = [];
  const storeAll = async (upTo: number) => {
    const batch = waiting.slice(0, upTo);
    waiting = waiting.slice(upTo);
    if (batch.length === 0) return;
    const fates = await store(batch.map(({ unit }) => unit));
    for (const [index, fate] of fates.entries())
      if (fate === 'older') refuse({ line: batch[index]?.line ?? 0, reason: 'memory.unit-older' });
      else report[fate] += 1;
  };
  let read = 0;
  const counted = async function* () {
    for await (const bytes of file.pieces()) {
      read += bytes.length;
      yield bytes;
    }
  };
  const take = { unit: (unit: Waiting) => waiting.push(unit), refused: refuse };
  const reading = file.format === 'tmx' ? readTmxPieces(file.pieces, counted(), take) : readRows(counted(), take);
  try {
    for await (const _ of reading) {
      while (waiting.length >= BATCH) await storeAll(BATCH);
      progress(read, report.new + report.same + report.overwritten + report.refused);
    }
    await storeAll(BATCH);
  } catch (error) {
    if (!(error instanceof InterlinearError)) throw error;
    // What was read before the fault is as good as if the file had ended there; importing it again whole changes nothing in it.
    if (error.code === 'memory.malformed' || error.code === 'memory.rows') await storeAll(waiting.length);
    report.error = storedError(error);
  }
  return report;
}

interface Take {
  unit(unit: Waiting): void;
  refused(refusal: TmxRefusal): void;
}

/** Yields after each piece, when all its units are handed over. */
async function* readTmxPieces(
  again: () => AsyncIterable<Uint8Array>,
  pieces: AsyncIterable<Uint8Array>,
  take: Take,
): AsyncGenerator<void> {
  const scan = new EncodingScan();
  for await (const bytes of again()) scan.write(bytes);
  const encoding = scan.result();
  const decoder = new TextDecoder(encoding, { fatal: true });
  const reader = new TmxReader({
    unit: (unit: TmxUnit) => take.unit({ line: unit.line, unit: unitOfTmx(unit) }),
    refused: take.refused,
  });
  let at = 0;
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new InterlinearError('input.encoding', { encoding, byte: at });
    }
  };
  for await (const bytes of pieces) {
    reader.write(decode(bytes));
    at += bytes.length;
    yield;
  }
  reader.write(decode());
  reader.end();
  yield;
}

async function* readRows(pieces: AsyncIterable<Uint8Array>, take: Take): AsyncGenerator<void> {
  for await (const read of readMemoryCsv(decoded(pieces))) {
    if ('refusal' in read) take.refused(read.refusal);
    else take.unit(read);
    yield;
  }
}
