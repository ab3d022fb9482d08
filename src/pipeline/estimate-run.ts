import type { Segment } from '../model/article.ts';
import { type LanguageTag, sameLanguage } from '../model/language.ts';
import { treatmentOf } from '../model/treatment.ts';
import { type Estimate, type EstimatedArticle, type EstimateTools, estimate } from './estimate.ts';
import type { Prepared } from './prepare.ts';

/** An estimate with how long it will take, where earlier runs tell. */
export type TimedEstimate = Estimate & { seconds: number | null };

export interface RunEstimate {
  languages: TimedEstimate[];
  cost: number;
  /** What the desk's budget leaves today; null without a budget. */
  leftToday: number | null;
}

/** What a run into some languages would take: segments, money and time. Articles in a language are not translated into it. */
export async function estimateRun(
  articles: EstimatedArticle[],
  languages: LanguageTag[],
  tools: EstimateTools,
  about: {
    costs: { engine: string; spentToday: number; charactersPerSecond: number | null }[];
    concurrency: number;
    dailyBudget: number | null;
  },
): Promise<RunEstimate> {
  const { costs, concurrency, dailyBudget } = about;
  const estimates: TimedEstimate[] = [];
  for (const language of languages) {
    const others = articles.filter((article) => !sameLanguage(article.language, language));
    const one = await estimate(others, language, tools);
    const rate = costs.find(({ engine }) => engine === one.engine)?.charactersPerSecond;
    const seconds = rate ? one.asked.characters / rate / concurrency : null;
    estimates.push({ ...one, seconds: one.asked.characters === 0 ? 0 : seconds });
  }
  const spent = costs.reduce((sum, one) => sum + one.spentToday, 0);
  return {
    languages: estimates,
    cost: estimates.reduce((sum, one) => sum + one.cost, 0),
    leftToday: dailyBudget === null ? null : Math.max(0, dailyBudget - spent),
  };
}

/** What has to be translated, from the source where there is one; furniture is left out, bylines and slugs are kept as they are. */
export function segmentsToTranslate({
  delivered,
  source,
  corrected,
}: Prepared): Pick<EstimatedArticle, 'language' | 'segments'> {
  const made = source ?? delivered;
  const textOf = (segment: Segment | undefined) =>
    segment === undefined ? null : source ? segment.text : (corrected[segment.ordinal]?.text ?? null);
  const segments = made.segments.flatMap((segment, index): EstimatedArticle['segments'] => {
    const role = made.blocks[segment.block]?.role ?? 'body';
    const text = textOf(segment);
    if (!text || treatmentOf(role) !== 'translate') return [];
    const codes = source ? segment.codes : (corrected[segment.ordinal]?.codes ?? []);
    const around = { previous: textOf(made.segments[index - 1]) ?? '', next: textOf(made.segments[index + 1]) ?? '' };
    return [{ role, text, codes, around }];
  });
  return { language: made.language, segments };
}
