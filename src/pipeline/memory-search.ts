import type { SubSegment } from '../memory/sub-segment.ts';
import type { LanguageTag } from '../model/language.ts';
import type { ExplainedMatch, UnitLookup } from '../model/memory.ts';
import type { MemoryStore } from '../model/ports.ts';
import { datedTerms } from '../terminology/dated.ts';
import { leverageSegments } from './leverage.ts';
import type { MemoryIndexes } from './memory-indexes.ts';
import { memoryLookup } from './similar-units.ts';
import { findSubSegments } from './sub-segments.ts';

/** What the memories know of a text: matches with the reasons for their scores, best first, and parts of it that they know. */
export async function searchMemories(
  text: string,
  from: LanguageTag,
  to: LanguageTag,
  options: { threshold: number; limit: number; now: Date },
  { store, indexes }: { store: MemoryStore & UnitLookup; indexes: MemoryIndexes },
): Promise<{ matches: ExplainedMatch[]; subSegments: SubSegment[] }> {
  const { threshold, limit, now } = options;
  const terms = datedTerms([])(now.toISOString().slice(0, 10));
  const tools = { memory: memoryLookup(store, indexes), threshold, ...terms, now };
  const [matches = []] = await leverageSegments([{ text, codes: [] }], from, to, tools, { limit });
  return { matches, subSegments: await findSubSegments(text, from, to, { store, indexes }) };
}
