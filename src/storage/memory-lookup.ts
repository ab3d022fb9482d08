import { sql } from 'kysely';
import { baseLanguage } from '../model/language.ts';
import type { TranslationUnit, UnitLookup, WholeUnit } from '../model/memory.ts';
import type { MemoryStore } from '../model/ports.ts';
import type { Tables } from './database.ts';
import type { TextMeasure } from './memory-units.ts';

/** Points of the priority that a memory handed in with a run has: the user chose it for this very text. */
const HANDED_IN = 1000;

/** The memories of a run, as the memory stage asks for them. A memory that the desk may not read answers nothing. */
export function memoryStore(
  tables: Tables,
  desk: string,
  memories: string[],
  measure: Pick<TextMeasure, 'key'>,
): MemoryStore & UnitLookup {
  return {
    async states() {
      if (memories.length === 0) return [];
      const rows = await tables
        .selectFrom('interlinear.memory as memory')
        .innerJoin('interlinear.memory_right as right', 'right.memory_id', 'memory.id')
        .select(['memory.id', 'memory.revision', 'memory.penalty', 'memory.desk_id as owner'])
        .where('right.desk_id', '=', desk)
        .where('right.can_read', '=', true)
        .where(anyOf('memory.id', memories))
        .orderBy('memory.id')
        .execute();
      return rows.map(({ id, revision, penalty, owner }) => ({
        id,
        revision: Number(revision),
        penalty,
        otherDesk: owner !== desk,
      }));
    },
    async units(from, to, ids) {
      if (memories.length === 0 || ids.length === 0) return [];
      const rows = await pairs(tables, desk, memories, from, to)
        .where(anyOf('unit.id', ids))
        .orderBy('unit.id')
        .execute();
      return rows.map((row) => unitOf(row, desk));
    },
    async wholeUnits(ids) {
      if (memories.length === 0 || ids.length === 0) return [];
      return tables
        .selectFrom('interlinear.memory_unit as unit')
        .innerJoin('interlinear.memory as memory', 'memory.id', 'unit.memory_id')
        .innerJoin('interlinear.memory_right as right', 'right.memory_id', 'memory.id')
        .select(['unit.id', 'memory.name as memory', 'unit.origin', 'unit.author'])
        .select(['unit.created_at as createdAt', 'unit.changed_at as changedAt'])
        .select(
          sql<
            WholeUnit['texts']
          >`(SELECT coalesce(jsonb_agg(jsonb_build_object('language', language, 'text', text) ORDER BY variant.id), '[]')
            FROM interlinear.memory_variant AS variant WHERE variant.unit_id = unit.id)`.as('texts'),
        )
        .where('right.desk_id', '=', desk)
        .where('right.can_read', '=', true)
        .where(anyOf('memory.id', memories))
        .where(anyOf('unit.id', ids))
        .execute();
    },
    async exact(from, to, sources) {
      const keys = [...new Set(sources.map((source) => measure.key(source)))];
      if (memories.length === 0 || keys.length === 0) return [];
      const rows = await pairs(tables, desk, memories, from, to)
        .where(sql<boolean>`source.text_key = ANY (${keys}::text[])`)
        .orderBy('unit.id')
        .execute();
      return rows.map((row) => unitOf(row, desk));
    },
  };
}

/** One parameter, however many ids there are. */
function anyOf(column: 'unit.id' | 'memory.id' | 'source.memory_id', ids: string[]) {
  return sql<boolean>`${sql.ref(column)} = ANY (${ids}::uuid[])`;
}

function pairs(tables: Tables, desk: string, memories: string[], from: string, to: string) {
  return tables
    .selectFrom('interlinear.memory_variant as source')
    .innerJoin('interlinear.memory_unit as unit', 'unit.id', 'source.unit_id')
    .innerJoin('interlinear.memory_variant as target', 'target.unit_id', 'source.unit_id')
    .innerJoin('interlinear.memory as memory', 'memory.id', 'source.memory_id')
    .innerJoin('interlinear.memory_right as right', 'right.memory_id', 'memory.id')
    .select([
      'unit.id',
      'source.language as sourceLanguage',
      'target.language as targetLanguage',
      'source.text as source',
      'source.codes as sourceCodes',
      'target.text as target',
      'target.codes as targetCodes',
      'source.previous_key as previous',
      'source.next_key as next',
      'source.role',
      'unit.origin',
      'unit.author',
      'unit.created_at as createdAt',
      'unit.changed_by as changedBy',
      'unit.changed_at as changedAt',
      'unit.tuid',
      'unit.usage_count as usageCount',
      'memory.id as memoryId',
      'memory.name as memoryName',
      'memory.kind as memoryKind',
      'memory.priority',
      'memory.penalty',
      'memory.desk_id as owner',
    ])
    .where(anyOf('source.memory_id', memories))
    .where('right.desk_id', '=', desk)
    .where('right.can_read', '=', true)
    .where('source.base_language', '=', baseLanguage(from))
    .where('target.base_language', '=', baseLanguage(to));
}

type PairRow = Awaited<ReturnType<ReturnType<typeof pairs>['execute']>>[number];

function unitOf(row: PairRow, desk: string): TranslationUnit {
  const { author, createdAt, changedBy, changedAt, tuid, role, previous, next } = row;
  const known = previous !== null || next !== null || role !== null;
  return {
    id: row.id,
    sourceLanguage: row.sourceLanguage,
    targetLanguage: row.targetLanguage,
    source: row.source,
    sourceCodes: row.sourceCodes,
    target: row.target,
    targetCodes: row.targetCodes,
    origin: row.origin,
    usageCount: row.usageCount,
    memory: {
      id: row.memoryId,
      name: row.memoryName,
      priority: row.priority + (row.memoryKind === 'file' ? HANDED_IN : 0),
      penalty: row.penalty,
      otherDesk: row.owner !== desk,
    },
    ...(author ? { author } : {}),
    ...(createdAt ? { createdAt } : {}),
    ...(changedBy ? { changedBy } : {}),
    ...(changedAt ? { changedAt } : {}),
    ...(tuid ? { tuid } : {}),
    ...(known ? { context: { previous, next, ...(role ? { role } : {}) } } : {}),
  };
}
