import { phraseSpans, type Span } from '../memory/concordance.ts';
import { wordSpans } from '../memory/sub-segment.ts';
import { Cooccurrence, type TextPair, translatedSpan } from '../memory/translated-phrase.ts';
import { baseLanguage, type LanguageTag, sameLanguage } from '../model/language.ts';
import type { WholeUnit } from '../model/memory.ts';
import { PhraseIndexes, type PhraseTools } from './phrases.ts';

/** A unit in which a phrase stands. Spans are half-open UTF-16 offsets in the text beside them. */
export interface ConcordanceLine {
  unit: string;
  /** The name of the memory. */
  memory: string;
  origin: 'human' | 'mt';
  author: string | null;
  createdAt: Date | null;
  /** `phrase`: its words in a row; `near`: all of them close together. */
  kind: 'phrase' | 'near';
  language: LanguageTag;
  text: string;
  /** Where the phrase stands, or each of its words. */
  spans: Span[];
  /** The unit's other texts, or those in the language asked for, with what probably translates the phrase; empty where that is not sure. */
  others: { language: LanguageTag; text: string; spans: Span[] }[];
}

/** Units with the phrase that are read to learn how it is translated, beside those shown. */
const EVIDENCE = 200;

/**
 * Units in which a phrase stands, whatever its case, punctuation and typography, with its translation: in a row before near each other,
 * confirmed by a person before machine text, newer before older.
 *
 * @param options.to only units that have this language too
 * @returns the lines, and whether all units were looked at: of words that very many units hold, only the newest are
 */
export async function concordance(
  phrase: string,
  from: LanguageTag,
  options: { to?: LanguageTag; limit: number },
  tools: PhraseTools,
): Promise<{ lines: ConcordanceLine[]; complete: boolean }> {
  const { to, limit } = options;
  const indexes = await PhraseIndexes.open(from, to, tools);
  const { hits, complete } = indexes.find(phrase, Math.max(limit, EVIDENCE));
  if (hits.length === 0) return { lines: [], complete };
  const words = wordSpans(phrase).map(({ start, end }) => phrase.slice(start, end));
  const wanted = new Set([...hits.map(({ unit }) => unit), ...indexes.evidence(words)]);
  const units = new Map((await tools.store.wholeUnits([...wanted])).map((unit) => [unit.id, unit]));
  const statistics = statisticsOf([...units.values()], from, to);
  const lines: ConcordanceLine[] = [];
  for (const { unit: id, kind, text: which } of hits) {
    if (lines.length === limit) break;
    const unit = units.get(id);
    const found = unit?.texts.filter(({ language }) => sameLanguage(language, from))[which];
    // It may have changed in this very moment.
    const spans = found ? phraseSpans(phrase, found.text) : [];
    if (!unit || !found || spans.length === 0) continue;
    const { memory, origin, author, createdAt, texts } = unit;
    const others = texts
      .filter((text) => text !== found && (to === undefined || sameLanguage(text.language, to)))
      .map(({ language, text }) => {
        const known = statistics.get(baseLanguage(language));
        const pair = { source: found.text, target: text };
        return {
          language,
          text,
          spans: known ? apart(spans.flatMap((span) => translatedSpan(pair, span, known) ?? [])) : [],
        };
      });
    lines.push({ unit: id, memory, origin, author, createdAt, kind, ...found, spans, others });
  }
  return { lines, complete };
}

/** What goes together with what, for each language into which there are translations. */
function statisticsOf(units: WholeUnit[], from: LanguageTag, to: LanguageTag | undefined): Map<string, Cooccurrence> {
  const pairs = new Map<string, TextPair[]>();
  for (const { texts } of units) {
    const source = texts.find(({ language }) => sameLanguage(language, from));
    if (!source) continue;
    for (const other of texts) {
      const base = baseLanguage(other.language);
      if (other === source || (to !== undefined && !sameLanguage(other.language, to))) continue;
      const list = pairs.get(base);
      const pair = { source: source.text, target: other.text };
      if (list) list.push(pair);
      else pairs.set(base, [pair]);
    }
  }
  return new Map([...pairs].map(([language, list]) => [language, new Cooccurrence(list)]));
}

/** Spans in their order, those that overlap made one. */
function apart(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
