import { selectEngines } from '../engines/select.ts';
import { beatsMachine, recordOf, translatesItself } from '../memory/leverage.ts';
import type { InlineCode, Role } from '../model/article.ts';
import { codesFrom } from '../model/codes.ts';
import type { CreditFinder } from '../model/credit.ts';
import { type Confinement, isHolding } from '../model/embargo.ts';
import { InterlinearError, type StoredError, storedError } from '../model/errors.ts';
import { type LanguageTag, sameLanguage } from '../model/language.ts';
import type { ExplainedMatch } from '../model/memory.ts';
import type { CallLedger, Engine, EngineGate, EngineSegment } from '../model/ports.ts';
import type { SubState, Target } from '../model/translation.ts';
import { treatmentOf } from '../model/treatment.ts';
import { constraintsFor } from '../terminology/constraints.ts';
import { glossaryEntries } from '../terminology/glossary-entries.ts';
import { askInTurn } from './fallback.ts';
import { type LeverageTools, leverageSegments } from './leverage.ts';
import { withPrescribedTerms } from './prescribed-terms.ts';
import { wrongLanguage } from './target-language.ts';

/** A segment to be translated. */
export interface SourceSegment {
  id: string;
  role: Role;
  language: LanguageTag;
  text: string;
  codes: InlineCode[];
  previous?: string;
  next?: string;
}

export interface TranslateTools extends LeverageTools {
  engines: Map<string, Engine>;
  /** An engine's name, `auto`, or several of them separated by commas, in the order in which they are asked. */
  engine: string;
  ledger: CallLedger;
  /** Keeps calls within the engines' limits. */
  gate?: EngineGate;
  /** Why texts must stay on this machine, where they must. */
  confinement?: Confinement;
  /** Whether sentences of articles under an embargo may be sent outside as examples; they may not where nobody says so. */
  sendsEmbargoed?: boolean;
  /** Name of the desk's house style. */
  style?: string;
  /** The desk's table of credit lines. */
  findCredit?: CreditFinder;
  /** No further attempt follows: what can be had is taken. */
  last?: boolean;
  signal?: AbortSignal;
}

/** What became of some segments, and why some are open where that is so. */
export interface Translated {
  targets: Map<string, Target>;
  reason: StoredError | null;
}

/** Matches of a segment that are shown to its translator. */
const SHOWN_MATCHES = 3;

/**
 * memory -> terminology -> engines, for some segments of one article and one target language.
 *
 * A segment that neither memory nor engine can do gets its best fuzzy or repaired match, marked as such, or no text at all: a copy of the
 * source is never passed off as a translation. A quotation in another language than the article's goes its own way; it stays as it is
 * where it is in the target language already, or where no engine can do it.
 *
 * @param from the article's language
 * @returns targets by segment id
 * @throws TransientError when another attempt may succeed
 */
export async function translateSegments(
  segments: SourceSegment[],
  from: LanguageTag,
  to: LanguageTag,
  tools: TranslateTools,
): Promise<Translated> {
  const targets = new Map<string, Target>();
  const byLanguage = new Map<LanguageTag, SourceSegment[]>();
  for (const segment of segments) {
    const treatment = treatmentOf(segment.role);
    if (treatment === 'leave-out') continue;
    const wording = treatment === 'localise' ? tools.findCredit?.(segment.text, to) : undefined;
    if (wording !== undefined) {
      targets.set(segment.id, localised(segment, wording, to));
      continue;
    }
    if (treatment !== 'translate' || (segment.language !== from && sameLanguage(segment.language, to)))
      targets.set(segment.id, kept(segment, to));
    else byLanguage.set(segment.language, [...(byLanguage.get(segment.language) ?? []), segment]);
  }
  let reason: StoredError | null = null;
  for (const [language, group] of byLanguage) {
    const translated = await translateGroup(group, language, to, tools);
    const foreign = language !== from;
    for (const segment of group) {
      const target = translated.targets.get(segment.id);
      if (target) targets.set(segment.id, foreign && target.text === null ? kept(segment, to) : target);
    }
    if (!foreign) reason = translated.reason;
  }
  return { targets, reason };
}

/** Segments of one language. */
async function translateGroup(
  segments: SourceSegment[],
  from: LanguageTag,
  to: LanguageTag,
  tools: TranslateTools,
): Promise<Translated> {
  const targets = new Map<string, Target>();
  const route = `${from}>${to}`;
  const found = await leverageSegments(
    segments.map(({ role, text, codes, previous = '', next = '' }) => ({
      role,
      text,
      codes,
      around: { previous, next },
    })),
    from,
    to,
    tools,
    { limit: SHOWN_MATCHES, besidesIdentical: false },
  );
  const open: { segment: SourceSegment; matches: ExplainedMatch[] }[] = [];
  for (const [index, segment] of segments.entries()) {
    const matches = found[index] ?? [];
    const best = matches[0];
    if (best && isTaken(best, segment)) targets.set(segment.id, fromMemory(best, segment, route));
    else open.push({ segment, matches });
  }
  if (open.length === 0) return { targets, reason: null };

  const fromHelp = (segment: SourceSegment, matches: ExplainedMatch[]) => {
    const best = matches[0];
    targets.set(segment.id, best ? fromMemory(best, segment, route) : untranslated(route));
  };
  const chain = await selectEngines(tools.engines, tools.engine, from, to, tools.confinement);
  if ('reason' in chain) {
    for (const { segment, matches } of open) fromHelp(segment, matches);
    return { targets, reason: storedError(chain.reason) };
  }
  const outside = chain.engines.some(({ capabilities }) => capabilities.sendsTextOutside);
  const isExample = ({ unit }: ExplainedMatch) =>
    !outside || tools.sendsEmbargoed || !unit.embargoes?.some((embargo) => isHolding(embargo, tools.now));
  const examplesIn = (matches: ExplainedMatch[]) => {
    const examples = matches.filter(isExample).map(suggestion);
    return examples.length > 0 ? { matches: examples } : {};
  };
  const requests: EngineSegment[] = open.map(({ segment, matches }) => ({
    text: segment.text,
    codes: segment.codes,
    terms: constraintsFor(segment.text, from, to, tools.findTerms, tools.concepts, tools.findNames),
    ...(segment.previous !== undefined ? { previous: segment.previous } : {}),
    ...(segment.next !== undefined ? { next: segment.next } : {}),
    ...examplesIn(matches),
  }));
  const engines = chain.engines.map(({ engine }) => engine);
  const glossary = glossaryEntries(tools.concepts, from, to);
  const request = { from, to, segments: requests, glossary, ...(tools.style ? { style: tools.style } : {}) };
  const { answers, failure } = await askInTurn(engines, request, tools.ledger, {
    isSuspect: ({ text }) => wrongLanguage(text, from, to) !== undefined,
    ...(tools.gate ? { gate: tools.gate } : {}),
    ...(tools.last ? { last: tools.last } : {}),
    ...(tools.signal ? { signal: tools.signal } : {}),
  });
  let empty = 0;
  for (const [index, { segment, matches }] of open.entries()) {
    const answer = answers[index];
    if (!answer) {
      fromHelp(segment, matches);
      continue;
    }
    if (answer.text.trim() === '') {
      empty++;
      targets.set(segment.id, untranslated(route));
      continue;
    }
    const ignoresTerms = chain.engines.some(
      ({ engine, capabilities }) => engine.name === answer.engine && capabilities.terms === 'ignored',
    );
    const { text, codes, terms, alignment } = withPrescribedTerms(answer, requests[index]?.terms ?? [], to, {
      findTerms: tools.findTerms,
      ignoresTerms,
    });
    targets.set(segment.id, {
      text,
      codes,
      state: 'initial',
      subState: 'interlinear:mt',
      origin: 'mt',
      route: answer.route,
      engine: answer.engine,
      unknownWords: answer.unknownWords,
      ...(terms.length > 0 ? { terms } : {}),
      ...(alignment?.length ? { alignment } : {}),
      ...(matches.length > 0 ? { matches: matches.map((match) => offered(match, segment)) } : {}),
    });
  }
  if (failure) return { targets, reason: storedError(failure) };
  const names = engines.map(({ name }) => name).join(', ');
  const reason = new InterlinearError('engine.empty', { engine: names, segments: empty });
  return { targets, reason: empty > 0 ? storedError(reason) : null };
}

/** Whether a match stands for the segment without a machine being asked: its target has each of the segment's codes. */
function isTaken(match: ExplainedMatch, { codes }: SourceSegment): boolean {
  return beatsMachine(match) && match.target.codes.length === codes.length;
}

function fromMemory(match: ExplainedMatch, segment: SourceSegment, route: string): Target {
  return {
    ...match.target,
    state: 'initial',
    subState: subStateOf(match, segment),
    origin: 'memory',
    route,
    score: match.score,
    match: recordOf(match),
  };
}

/** Only a translation of this very text is exact; what was found for another text is a help for the translator. */
function subStateOf(match: ExplainedMatch, segment: SourceSegment): SubState {
  if (match.kind === 'repaired') return 'interlinear:repaired';
  if (!isTaken(match, segment)) return 'interlinear:fuzzy';
  return translatesItself(match) ? 'interlinear:exact' : 'interlinear:repaired';
}

function suggestion({ unit, score }: ExplainedMatch) {
  return { source: unit.source, target: unit.target, score, origin: unit.origin };
}

/** A match as its translator has it: with the unit's codes as the segment's, where they are the same ones. */
function offered(match: ExplainedMatch, { codes: own }: SourceSegment) {
  const codes = codesFrom(own, match.unit.sourceCodes, match.unit.targetCodes) ?? [];
  return { ...suggestion(match), ...(codes.length > 0 ? { codes } : {}) };
}

/** What the desk's table has for a credit line. Markup of the line is around its wording as a whole. */
function localised({ language, codes }: SourceSegment, wording: string, to: LanguageTag): Target {
  return {
    text: wording,
    codes: codes.map((code) => ({ ...code, at: code.kind === 'open' ? 0 : wording.length })),
    state: 'initial',
    subState: 'interlinear:localised',
    origin: 'table',
    route: `${language}>${to}`,
  };
}

/** What stays as it is: bylines and slugs by rule, credit lines for which the desk has no wording, quotations that need no translation. */
function kept(segment: SourceSegment, to: LanguageTag): Target {
  return {
    text: segment.text,
    codes: segment.codes,
    state: 'initial',
    subState: 'interlinear:kept',
    origin: 'kept',
    route: `${segment.language}>${to}`,
  };
}

function untranslated(route: string): Target {
  return { text: null, codes: [], state: 'initial', route };
}
