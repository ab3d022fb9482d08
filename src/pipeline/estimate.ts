import { selectEngines } from '../engines/select.ts';
import { analyse, type Band, countWords } from '../memory/analysis.ts';
import { beatsMachine } from '../memory/leverage.ts';
import type { Confinement } from '../model/embargo.ts';
import { type StoredError, storedError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Engine, EngineSegment } from '../model/ports.ts';
import type { Terms } from '../model/term.ts';
import { constraintsFor } from '../terminology/constraints.ts';
import { type LeveragedSegment, type LeverageTools, leverageSegments } from './leverage.ts';
import { callsOf } from './pay-once.ts';

/** What is to be translated of an article, with the terms that hold on its day. */
export interface EstimatedArticle extends Terms {
  language: LanguageTag;
  segments: LeveragedSegment[];
  /** Why its texts must stay on this machine, where they must. */
  confinement?: Confinement;
}

export interface EstimateTools extends Omit<LeverageTools, keyof Terms> {
  engines: Map<string, Engine>;
  engine: string;
  style?: string;
  /** Which calls the ledger has a reply to. */
  recorded(keys: string[]): Promise<Set<string>>;
}

/** Some segments with their size. */
export interface Size {
  segments: number;
  words: number;
  characters: number;
}

/** What a run into one language would do. */
export interface Estimate {
  language: LanguageTag;
  total: Size;
  /** By the best match of the memories, as desks quote it. */
  bands: Record<Band, Size>;
  /** What the memory answers by itself. */
  fromMemory: Size;
  /** What the engine was asked for in an earlier run, and repetitions: it is not paid again. */
  recorded: Size;
  /** What the engine would be asked for. */
  asked: Size;
  /** The engine that would be asked first; absent where there is none, and `reason` says why. */
  engine?: string;
  reason?: StoredError;
  /** In the currency of the engine's price. */
  cost: number;
}

const nothing = (): Size => ({ segments: 0, words: 0, characters: 0 });

/**
 * What translating some articles would take, without asking any engine. Context that is only known during the run may make an engine that
 * uses it answer anew where a recorded reply is expected here.
 *
 * @param articles the segments of each that are to be translated are in order
 */
export async function estimate(articles: EstimatedArticle[], to: LanguageTag, tools: EstimateTools): Promise<Estimate> {
  const result: Omit<Estimate, 'bands' | 'total'> = {
    language: to,
    fromMemory: nothing(),
    recorded: nothing(),
    asked: nothing(),
    cost: 0,
  };
  const analysed: Parameters<typeof analyse>[0] = [];
  const paid = new Set<string>();
  for (const { language: from, segments, concepts, findTerms, confinement } of articles) {
    const add = (size: Size, text: string) => {
      size.segments++;
      size.words += countWords(text, from);
      size.characters += text.length;
    };
    const matches = await leverageSegments(
      segments,
      from,
      to,
      { ...tools, concepts, findTerms },
      { limit: 3, besidesIdentical: false },
    );
    const open: EngineSegment[] = [];
    for (const [index, { text, codes, around }] of segments.entries()) {
      const [best] = matches[index] ?? [];
      analysed.push({ text, codes, ...(best ? { score: best.score } : {}) });
      if (best && beatsMachine(best) && best.target.codes.length === codes.length) add(result.fromMemory, text);
      else
        open.push({
          text,
          codes,
          terms: constraintsFor(text, from, to, findTerms, concepts),
          ...(around?.previous ? { previous: around.previous } : {}),
          ...(around?.next ? { next: around.next } : {}),
        });
    }
    const chain = await selectEngines(tools.engines, tools.engine, from, to, confinement);
    if ('reason' in chain) {
      result.reason ??= storedError(chain.reason);
      continue;
    }
    const { engine } = chain.engines[0] as { engine: Engine };
    result.engine ??= engine.name;
    for (const segment of open) {
      const request = { from, to, segments: [segment], ...(tools.style ? { style: tools.style } : {}) };
      const calls = (await callsOf(engine, request)).filter(({ key }) => !paid.has(key));
      const known = await tools.recorded(calls.map(({ key }) => key));
      const fresh = calls.filter(({ key }) => !known.has(key));
      for (const { key } of calls) paid.add(key);
      if (fresh.length === 0) add(result.recorded, segment.text);
      else add(result.asked, segment.text);
      result.cost += fresh.reduce((sum, { cost = 0 }) => sum + cost, 0);
    }
  }
  const { total, ...bands } = analyse(analysed, articles[0]?.language ?? 'und');
  return { ...result, total, bands };
}
