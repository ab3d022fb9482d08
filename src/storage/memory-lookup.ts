import { baseLanguage } from '../model/language.ts';
import type { TranslationUnit, UnitLookup } from '../model/memory.ts';
import type { MemoryStore } from '../model/ports.ts';
import type { Tables } from './database.ts';
import type { TextMeasure } from './memory-units.ts';

/** Points of the priority that a memory handed in with a run has: the user chose it for this very text. */
const HANDED_IN = 1000;

/**
 * The memories of a run, as the memory stage asks for them. A memory that the desk may not read answers nothing.
 *
 * `exact` finds sources by the hash of their folded text. `candidates` bounds what is read by length: a text of length n matches at
 * threshold t only texts of lengths t*n to n/t (the edit distance is at least the difference in length), and those of unknown length.
 */
export function memoryStore(
  tables: Tables,
  desk: string,
  memories: string[],
  measure: TextMeasure,
): MemoryStore & UnitLookup {
  return {
    async candidates(from, to, sources, threshold) {
      if (memories.length === 0 || sources.length === 0) return [];
      const lengths = sources.map((source) => measure.length(source));
      const least = Math.floor(Math.min(...lengths) * threshold);
      const most = Math.ceil(Math.max(...lengths) / threshold);
      const rows = await pairs(tables, desk, memories, from, to)
        .where(({ or, and, eb }) =>
          or([
            and([eb('source.text_length', '>=', least), eb('source.text_length', '<=', most)]),
            eb('source.text_length', 'is', null),
          ]),
        )
        .orderBy('unit.id')
        .execute();
      return rows.map((row) => unitOf(row, desk));
    },
    async exact(from, to, sources) {
      const keys = [...new Set(sources.map((source) => measure.key(source)))];
      if (memories.length === 0 || keys.length === 0) return [];
      const rows = await pairs(tables, desk, memories, from, to)
        .where('source.text_key', 'in', keys)
        .orderBy('unit.id')
        .execute();
      return rows.map((row) => unitOf(row, desk));
    },
  };
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
      'unit.quality',
      'memory.id as memoryId',
      'memory.name as memoryName',
      'memory.kind as memoryKind',
      'memory.priority',
      'memory.penalty',
      'memory.desk_id as owner',
    ])
    .where('source.memory_id', 'in', memories)
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
    ...(row.quality !== null ? { quality: row.quality } : {}),
    ...(known ? { context: { previous, next, ...(role ? { role } : {}) } } : {}),
  };
}
