import { type RawBuilder, sql } from 'kysely';
import type { InlineCode, Role } from '../model/article.ts';
import { baseLanguage } from '../model/language.ts';
import type { TranslationUnit, UnitLookup, WholeUnit } from '../model/memory.ts';
import type { MemoryState, MemoryStore } from '../model/ports.ts';
import type { Tables } from './database.ts';
import type { TextMeasure } from './memory-units.ts';
import { embargoesIn } from './unit-embargoes.ts';

/** Points of the priority that a memory handed in with a run has: the user chose it for this very text. */
const HANDED_IN = 1000;

/**
 * The memories of a run, as the memory stage asks for them. A memory that the desk may not read answers nothing.
 *
 * @param inForce their ids, or how far they are, for one piece of work that has just read it
 */
export function memoryStore(
  tables: Tables,
  desk: string,
  inForce: string[] | MemoryState[],
  measure: Pick<TextMeasure, 'key'>,
): MemoryStore & UnitLookup {
  // One that nothing was ever added to has nothing to say.
  const known = inForce.every((memory) => typeof memory === 'object')
    ? inForce.filter(({ revision }) => revision > 0)
    : undefined;
  const memories = known?.map(({ id }) => id) ?? (inForce as string[]);
  return {
    async states() {
      if (memories.length === 0) return [];
      if (known) return known;
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
      return pairsOf(await pairRows(tables, desk, memories, { from, to, which: anyOf('id', ids) }), desk);
    },
    async wholeUnits(ids) {
      if (memories.length === 0 || ids.length === 0) return [];
      const rows = await readable(tables, desk, memories, anyOf('id', ids))
        .select(textsWhere<WholeUnit['texts'][number]>(sql`true`).as('texts'))
        .execute();
      return rows.map(({ id, memoryName, origin, author, createdAt, changedAt, texts }) => ({
        id,
        memory: memoryName,
        origin,
        author,
        createdAt,
        changedAt,
        texts,
      }));
    },
    async exact(from, to, sources) {
      const keys = [...new Set(sources.map((source) => measure.key(source)))];
      if (memories.length === 0 || keys.length === 0) return [];
      const same = sql<boolean>`text_key = ANY (${keys}::text[])`;
      // Most texts of news are new: that is found out at a small part of the cost of reading units.
      const having = await tables
        .selectFrom('interlinear.memory_variant')
        .select('unit_id')
        .distinct()
        .where(same)
        .where('base_language', '=', baseLanguage(from))
        .execute();
      if (having.length === 0) return [];
      const which = anyOf(
        'id',
        having.map(({ unit_id }) => unit_id),
      );
      return pairsOf(await pairRows(tables, desk, memories, { from, to, which, same }), desk);
    },
  };
}

/** One parameter, however many ids there are. */
function anyOf(column: 'id' | 'memory.id', ids: string[]) {
  return sql<boolean>`${sql.ref(column)} = ANY (${ids}::uuid[])`;
}

/**
 * Some units, those of them that the desk may read, with what their memories make of them.
 *
 * The units come first, by themselves, and texts by subqueries: the embedded database gathers no statistics by itself, and where they are
 * missing or old, a plan that begins with a memory or joins two texts of a unit reads the whole memory.
 */
function readable(tables: Tables, desk: string, memories: string[], which: RawBuilder<boolean>) {
  return tables
    .with(
      (cte) => cte('unit').materialized(),
      (database) => database.selectFrom('interlinear.memory_unit').selectAll().where(which),
    )
    .selectFrom('unit')
    .innerJoin('interlinear.memory as memory', 'memory.id', 'unit.memory_id')
    .innerJoin('interlinear.memory_right as right', 'right.memory_id', 'memory.id')
    .select(unitColumns)
    .where('right.desk_id', '=', desk)
    .where('right.can_read', '=', true)
    .where(anyOf('memory.id', memories))
    .orderBy('unit.id');
}

/** Units with their texts in two languages. @param same which of the texts in the first language */
function pairRows(
  tables: Tables,
  desk: string,
  memories: string[],
  {
    from,
    to,
    which,
    same = sql`true`,
  }: { from: string; to: string; which: RawBuilder<boolean>; same?: RawBuilder<unknown> },
) {
  return readable(tables, desk, memories, which)
    .select([
      textsWhere<SourceText>(sql`base_language = ${baseLanguage(from)} AND ${same}`).as('sources'),
      textsWhere<TargetText>(sql`base_language = ${baseLanguage(to)}`).as('targets'),
    ])
    .execute();
}

/** Each of the texts with each translation. */
function pairsOf(rows: Awaited<ReturnType<typeof pairRows>>, desk: string): TranslationUnit[] {
  return rows.flatMap(({ sources, targets, ...unit }) =>
    sources.flatMap((source) => targets.map((target) => unitOf(unit, source, target, desk))),
  );
}

const unitColumns = [
  'unit.id',
  'unit.origin',
  'unit.author',
  'unit.created_at as createdAt',
  'unit.changed_by as changedBy',
  'unit.changed_at as changedAt',
  'unit.tuid',
  'unit.usage_count as usageCount',
  'unit.quality',
  'unit.properties',
  'memory.id as memoryId',
  'memory.name as memoryName',
  'memory.kind as memoryKind',
  'memory.priority',
  'memory.penalty',
  'memory.desk_id as owner',
] as const;

interface TargetText {
  language: string;
  text: string;
  codes: InlineCode[];
}

interface SourceText extends TargetText {
  previous: string | null;
  next: string | null;
  role: Role | null;
}

/** Texts of a unit, the first one first. */
function textsWhere<Text>(condition: RawBuilder<unknown>) {
  return sql<Text[]>`(
    SELECT coalesce(jsonb_agg(jsonb_build_object('language', language, 'text', text, 'codes', codes,
      'previous', previous_key, 'next', next_key, 'role', role) ORDER BY variant.id), '[]')
    FROM interlinear.memory_variant AS variant WHERE variant.unit_id = unit.id AND ${condition})`;
}

type UnitRow = Omit<Awaited<ReturnType<typeof pairRows>>[number], 'sources' | 'targets'>;

function unitOf(row: UnitRow, source: SourceText, target: TargetText, desk: string): TranslationUnit {
  const { author, createdAt, changedBy, changedAt, tuid } = row;
  const { role, previous, next } = source;
  const embargoes = embargoesIn(row.properties);
  const known = previous !== null || next !== null || role !== null;
  return {
    id: row.id,
    sourceLanguage: source.language,
    targetLanguage: target.language,
    source: source.text,
    sourceCodes: source.codes,
    target: target.text,
    targetCodes: target.codes,
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
    ...(embargoes.length > 0 ? { embargoes } : {}),
    ...(known ? { context: { previous, next, ...(role ? { role } : {}) } } : {}),
  };
}
