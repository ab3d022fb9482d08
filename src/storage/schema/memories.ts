import type { Generated } from 'kysely';
import type { InlineCode, Role } from '../../model/article.ts';
import type { UnitProperties } from '../../model/memory-unit.ts';
import type { Json, Timestamp } from './columns.ts';

/** `desk` takes a desk's own work, `named` is kept up by hand, `file` was handed in with a run and never changes. */
export type MemoryKind = 'desk' | 'named' | 'file';

/** When a newer unit takes the place of one with the same source: in the same known context, whatever the context, or never. */
export type OverwriteRule = 'context' | 'source' | 'never';

/** Tables of translation memories. */
export interface MemorySchema {
  'interlinear.memory': {
    id: string;
    desk_id: string;
    name: string;
    kind: MemoryKind;
    /** Hash of the file it was read from, for kind `file`. */
    content_key: string | null;
    /** Of equal matches the one of the memory with the higher priority goes first. */
    priority: Generated<number>;
    /** Points that every match of this memory loses. */
    penalty: Generated<number>;
    overwrite: Generated<OverwriteRule>;
    /** Counts the changes of its units, so that other processes can ask for what they have not seen. */
    revision: Generated<number>;
    created_at: Timestamp;
  };
  'interlinear.memory_right': { memory_id: string; desk_id: string; can_read: boolean; can_write: boolean };
  'interlinear.memory_unit': {
    id: string;
    desk_id: string;
    memory_id: string;
    /** Two units of one memory never share it: see unit-keys.ts. */
    unit_key: string;
    /** Hash of texts, codes and origin: tells the same unit from a changed one. */
    content_hash: string;
    tuid: string | null;
    origin: 'human' | 'mt';
    /** As TMX files state it in x-state. */
    status: string | null;
    quality: number | null;
    author: string | null;
    created_at: Timestamp | null;
    changed_by: string | null;
    changed_at: Timestamp | null;
    usage_count: Generated<number>;
    used_at: Timestamp | null;
    /** File name of the article it was learnt from. */
    article: string | null;
    properties: Json<UnitProperties>;
    /** The memory's revision at which it was last changed. */
    revision: number;
  };
  'interlinear.memory_variant': {
    id: string;
    desk_id: string;
    memory_id: string;
    unit_id: string;
    language: string;
    /** Primary subtag, for matches between variants of one language. */
    base_language: string;
    text: string;
    codes: Json<InlineCode[]>;
    /** Hash of the folded text: exact lookup. */
    text_key: string;
    /** Length in the memory stage's measure: a fuzzy match cannot differ much in it. Null where nobody knows it. */
    /** Hashes of the neighbouring texts: '' at the edge of an article, null where nobody knows. */
    previous_key: string | null;
    next_key: string | null;
    role: Role | null;
    properties: Json<UnitProperties>;
  };
  /** Units that are gone, for processes that have them in an index. */
  'interlinear.memory_tombstone': { memory_id: string; unit_id: string; revision: number };
  /** A change of many units at once, which can be taken back. */
  'interlinear.memory_change': {
    id: string;
    desk_id: string;
    memory_id: string;
    kind: 'delete' | 'replace' | 'fix' | 'dedupe';
    actor: string;
    /** What was asked for. */
    request: Json<object>;
    units: number;
    /** The memory's revision that it made. */
    revision: number;
    at: Timestamp;
    undone_at: Timestamp | null;
  };
  /** Units as they were before a change, whole rows. */
  'interlinear.memory_change_unit': {
    change_id: string;
    unit_id: string;
    unit: Json<object>;
    variants: Json<object[]>;
  };
}
