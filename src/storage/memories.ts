import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { InlineCode } from '../model/article.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { TranslationUnit } from '../model/memory.ts';
import type { MemoryStore } from '../model/ports.ts';
import type { Tables } from './database.ts';

const ROWS = 1000;

/** A unit on its way into a memory: one meaning in two or more languages. */
export interface NewUnit {
  tuid?: string;
  origin: 'human' | 'mt';
  author?: string;
  createdAt?: Date;
  variants: { language: LanguageTag; text: string; codes: InlineCode[] }[];
}

/** How the memory stage sees a text: its key for exact lookup, and its length in the measure of that stage. */
export interface TextMeasure {
  key(text: string): string;
  length(text: string): number;
}

/** Stores a memory once: the same content handed in again gives the memory that is there. @returns its id */
export async function importMemory(
  tables: Tables,
  desk: string,
  name: string,
  units: NewUnit[],
  measure: TextMeasure,
  now: Date,
): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([name, units]))
    .digest('hex');
  return tables.transaction().execute(async (transaction) => {
    const memory = newId();
    const inserted = await transaction
      .insertInto('interlinear.memory')
      .values({ id: memory, desk_id: desk, name, content_key: key, created_at: now })
      .onConflict((conflict) =>
        conflict.columns(['desk_id', 'content_key']).where('content_key', 'is not', null).doNothing(),
      )
      .returning('id')
      .executeTakeFirst();
    if (!inserted) {
      const there = await transaction
        .selectFrom('interlinear.memory')
        .select('id')
        .where('desk_id', '=', desk)
        .where('content_key', '=', key)
        .executeTakeFirstOrThrow();
      return there.id;
    }
    await insertUnits(transaction, desk, memory, units, measure);
    return memory;
  });
}

/** The memory into which a desk's own confirmed work goes. @returns its id */
export async function ownMemory(tables: Tables, desk: string, now: Date): Promise<string> {
  const find = () =>
    tables
      .selectFrom('interlinear.memory')
      .select('id')
      .where('desk_id', '=', desk)
      .where('content_key', 'is', null)
      .executeTakeFirst();
  const found = await find();
  if (found) return found.id;
  await tables
    .insertInto('interlinear.memory')
    .values({ id: newId(), desk_id: desk, name: 'desk', content_key: null, created_at: now })
    .onConflict((conflict) => conflict.columns(['desk_id', 'name']).where('content_key', 'is', null).doNothing())
    .execute();
  return (await find())?.id as string;
}

/** Adds units to a memory. */
export async function insertUnits(
  tables: Tables,
  desk: string,
  memory: string,
  units: NewUnit[],
  measure: TextMeasure,
): Promise<void> {
  const owner = { desk_id: desk, memory_id: memory };
  for (let at = 0; at < units.length; at += ROWS) {
    const chunk = units.slice(at, at + ROWS).map((unit) => ({ id: newId(), unit }));
    await tables
      .insertInto('interlinear.memory_unit')
      .values(
        chunk.map(({ id, unit }) => ({
          id,
          ...owner,
          tuid: unit.tuid ?? null,
          origin: unit.origin,
          author: unit.author ?? null,
          created_at: unit.createdAt ?? null,
        })),
      )
      .execute();
    const variants = chunk.flatMap(({ id, unit }) =>
      unit.variants.map((variant) => ({
        id: newId(),
        ...owner,
        unit_id: id,
        language: variant.language,
        base_language: baseLanguage(variant.language),
        text: variant.text,
        codes: JSON.stringify(variant.codes),
        text_key: measure.key(variant.text),
        text_length: measure.length(variant.text),
      })),
    );
    for (let row = 0; row < variants.length; row += ROWS)
      await tables
        .insertInto('interlinear.memory_variant')
        .values(variants.slice(row, row + ROWS))
        .execute();
  }
}

/**
 * The memories of a run, as the memory stage asks for them: the desk's own first, then the given ones.
 *
 * A text of length n matches at threshold t only texts of lengths t*n to n/t (the edit distance is at least the difference in length), so
 * the lengths bound what is read.
 */
export function memoryStore(tables: Tables, desk: string, memories: string[], measure: TextMeasure): MemoryStore {
  return {
    async candidates(from, to, sources, threshold): Promise<TranslationUnit[]> {
      if (memories.length === 0 || sources.length === 0) return [];
      const lengths = sources.map((source) => measure.length(source));
      const least = Math.floor(Math.min(...lengths) * threshold);
      const most = Math.ceil(Math.max(...lengths) / threshold);
      const rows = await tables
        .selectFrom('interlinear.memory_variant as source')
        .innerJoin('interlinear.memory_unit as unit', 'unit.id', 'source.unit_id')
        .innerJoin('interlinear.memory_variant as target', 'target.unit_id', 'source.unit_id')
        .select([
          'source.language as sourceLanguage',
          'target.language as targetLanguage',
          'source.text as source',
          'source.codes as sourceCodes',
          'target.text as target',
          'target.codes as targetCodes',
          'unit.origin',
          'unit.author',
          'unit.created_at as createdAt',
          'unit.tuid',
        ])
        .where('source.desk_id', '=', desk)
        .where('source.memory_id', 'in', memories)
        .where('source.base_language', '=', baseLanguage(from))
        .where('target.base_language', '=', baseLanguage(to))
        .where('source.text_length', '>=', least)
        .where('source.text_length', '<=', most)
        .orderBy('unit.id')
        .execute();
      return rows.map(({ author, createdAt, tuid, ...row }) => ({
        ...row,
        ...(author ? { author } : {}),
        ...(createdAt ? { createdAt } : {}),
        ...(tuid ? { tuid } : {}),
      }));
    },
  };
}
