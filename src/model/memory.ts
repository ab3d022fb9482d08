import type { InlineCode } from './article.ts';
import type { LanguageTag } from './language.ts';

/** A translation unit: one source text and its translation, as a memory holds it. */
export interface TranslationUnit {
  sourceLanguage: LanguageTag;
  targetLanguage: LanguageTag;
  source: string;
  sourceCodes: InlineCode[];
  target: string;
  targetCodes: InlineCode[];
  /** `human` where a person confirmed it; `mt` for machine or given text, which matches with a penalty. */
  origin: 'human' | 'mt';
  /** Who made it (TMX creationid) and when (TMX creationdate), where known. */
  author?: string;
  createdAt?: Date;
  /** TMX tuid, where there is one. */
  tuid?: string;
}

/** A unit found for a source segment. */
export interface Match {
  unit: TranslationUnit;
  /** 100 identical text and codes; 99 codes, case or typography differ; at most 95 when a number differs; down to the threshold. */
  score: number;
}
