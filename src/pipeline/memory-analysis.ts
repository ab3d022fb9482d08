import { type Amount, ANALYSIS_THRESHOLD, type AnalysedSegment, analyse, type Band } from '../memory/analysis.ts';
import type { LanguageTag } from '../model/language.ts';
import { sameLanguage } from '../model/language.ts';
import { treatmentOf } from '../model/treatment.ts';
import { type LeveragedSegment, type LeverageTools, leverageSegments } from './leverage.ts';
import type { Prepared } from './prepare.ts';

/** How much of a batch the memories know, for one language. */
export interface LanguageAnalysis {
  language: LanguageTag;
  bands: Record<Band, Amount> & { total: Amount };
}

/** How much of a batch the memories know already, as desks quote it, language by language. Articles in a language stay out of it. */
export async function analyseBatch(
  articles: { language: LanguageTag; segments: LeveragedSegment[] }[],
  languages: LanguageTag[],
  tools: Omit<LeverageTools, 'threshold'>,
): Promise<LanguageAnalysis[]> {
  const rows: LanguageAnalysis[] = [];
  for (const language of languages) {
    const analysed: AnalysedSegment[] = [];
    for (const { language: from, segments } of articles) {
      if (sameLanguage(from, language)) continue;
      const matches = await leverageSegments(segments, from, language, { ...tools, threshold: ANALYSIS_THRESHOLD });
      for (const [index, { text, codes }] of segments.entries()) {
        const score = matches[index]?.[0]?.score;
        analysed.push({ text, codes, ...(score !== undefined ? { score } : {}) });
      }
    }
    rows.push({ language, bands: analyse(analysed, articles[0]?.language ?? 'und') });
  }
  return rows;
}

/** What has to be translated of an article; furniture is left out, bylines and slugs are kept as they are. */
export function segmentsToAnalyse({ delivered, corrected }: Prepared): {
  language: LanguageTag;
  segments: LeveragedSegment[];
} {
  const segments = delivered.segments.flatMap((segment, index): LeveragedSegment[] => {
    const role = delivered.blocks[segment.block]?.role ?? 'body';
    const text = corrected[index]?.text;
    if (!text || treatmentOf(role) !== 'translate') return [];
    const around = { previous: corrected[index - 1]?.text ?? '', next: corrected[index + 1]?.text ?? '' };
    return [{ role, text, codes: corrected[index]?.codes ?? [], around }];
  });
  return { language: delivered.language, segments };
}
