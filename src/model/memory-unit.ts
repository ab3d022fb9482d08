import type { InlineCode, Role } from './article.ts';
import type { LanguageTag } from './language.ts';

/** Free properties by type, each with its values in order. */
export type UnitProperties = Record<string, string[]>;

/** One text of a unit on its way into a memory. */
export interface NewVariant {
  language: LanguageTag;
  text: string;
  codes: InlineCode[];
  /** Hashes of the texts around it: `''` at the edge of an article; absent or null where nobody knows. */
  previous?: string | null;
  next?: string | null;
  role?: Role;
  properties?: UnitProperties;
}

/** A unit on its way into a memory: one meaning in two or more languages, the source first. */
export interface NewUnit {
  tuid?: string;
  origin: 'human' | 'mt';
  status?: string;
  quality?: number;
  author?: string;
  createdAt?: Date;
  changedBy?: string;
  changedAt?: Date;
  usageCount?: number;
  usedAt?: Date;
  article?: string;
  properties?: UnitProperties;
  variants: NewVariant[];
}

/** What became of a unit. `older`: the memory has a newer one in its place, or one that a person confirmed. */
export type UnitFate = 'new' | 'same' | 'overwritten' | 'older';

/** A unit as it is stored; the source first among its variants. */
export interface StoredUnit {
  id: string;
  tuid: string | null;
  origin: 'human' | 'mt';
  status: string | null;
  /** 0 to 100, as TMX files state it. */
  quality: number | null;
  author: string | null;
  createdAt: Date | null;
  changedBy: string | null;
  changedAt: Date | null;
  usageCount: number;
  usedAt: Date | null;
  article: string | null;
  properties: UnitProperties;
  variants: StoredVariant[];
}

export interface StoredVariant {
  id: string;
  language: string;
  text: string;
  codes: InlineCode[];
  previous: string | null;
  next: string | null;
  role: Role | null;
  properties: UnitProperties;
}
