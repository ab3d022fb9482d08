import type { PairInput } from '../checks/check.ts';
import { underProfile } from '../checks/profile.ts';
import { checkAlignment, checkArticle, checkPair, checksNeeding, withoutEchoes } from '../checks/run.ts';
import {
  type Document,
  type DocumentHead,
  type InlineCode,
  type Role,
  type Segment,
  segmentLanguage,
} from '../model/article.ts';
import type { StoredError } from '../model/errors.ts';
import type { Finding, NotRun, PlacedFinding } from '../model/finding.ts';
import { type CheckedTexts, identified } from '../model/finding-id.ts';
import type { LanguageTag } from '../model/language.ts';
import type { NameDoubt } from '../model/name.ts';
import type { Bead, LanguageResult } from '../model/result.ts';
import { isOnlyHelp, type Pair, type Target } from '../model/translation.ts';
import { treatmentOf } from '../model/treatment.ts';
import { namedIn } from '../terminology/gazetteer/aliases.ts';
import { nameDoubts } from '../terminology/names/doubts.ts';
import { mentionDoubts } from '../terminology/names/mentions.ts';
import { eachOnce, notWanted, unknownLanguage } from './not-run.ts';
import { type CheckTools, pairInput } from './pair-input.ts';
import { joinSegments, place } from './place.ts';
import { wrongLanguageFinding } from './target-language.ts';

/** A segment with the text that translations are made from: its own, or the corrected one; `null` where it is left out. */
export interface PairSource {
  segment: Segment;
  text: string | null;
  codes: InlineCode[];
  /** Its target, where there is one yet. */
  target?: Target;
}

/**
 * Ends a language that was translated here: pairs in source order, checked.
 *
 * @param from the document the translation was made from: the source where there is one, else the delivered article
 */
export function completeTarget(
  from: DocumentHead,
  fromName: 'delivered' | 'original',
  language: LanguageTag,
  sources: PairSource[],
  reason: StoredError | null,
  tools: CheckTools,
): LanguageResult {
  const findings: PlacedFinding[] = [];
  const checked: Checked[] = [];
  const mentioned = new Set(
    sources.flatMap(({ segment, text }) => namedIn(text ?? '', segmentLanguage(from, segment))),
  );
  const pairs = targetPairs(from, language, sources);
  const open = pairs.filter(({ target }) => !isTranslated(target)).length;
  const segments = new Map(sources.map(({ segment }) => [segment.ordinal, segment]));
  for (const pair of pairs) {
    const segment = segments.get(pair.sourceSegments[0] ?? -1);
    if (pair.target.text === null || !segment) continue;
    const role = from.blocks[segment.block]?.role ?? 'body';
    checked.push({ pair, input: inputOf(pair, role, tools, mentioned), segment });
  }
  const doubts = doubtsOf(from, language, checked);
  for (const [index, { pair, input, segment }] of checked.entries()) {
    input.target.names = doubts[index] ?? [];
    const { text } = segment;
    for (const finding of findingsOf(pair, input)) {
      const unchanged = pair.source === text;
      findings.push(
        identified(
          finding.side === 'source'
            ? { ...(unchanged ? place(finding, from, fromName, segment) : unplaced(finding, fromName, segment)) }
            : { ...finding, document: 'translation', language, segment: segment.ordinal },
          textsOf(pair),
        ),
      );
    }
  }
  for (const { segment: index, ...finding } of checkArticle({ pairs: checked.map(({ input }) => input) }).findings) {
    const { segment, pair } = checked[index] ?? {};
    if (segment && pair)
      findings.push(
        identified({ ...finding, document: 'translation', language, segment: segment.ordinal }, textsOf(pair)),
      );
  }
  return {
    language,
    kind: 'target',
    sourceLanguage: from.language,
    pairs,
    findings: wanted(findings, language, tools),
    notRun: eachOnce(
      open === pairs.length ? notRunBecause('not-run.no-translation') : unknownLanguage(from.language, language),
      notWanted(language, tools),
    ),
    translated: pairs.length - open,
    of: pairs.length,
    ...(open > 0 && reason ? { reason } : {}),
  };
}

/** The pairs of a language that was translated here, in source order, without what is left out. */
export function targetPairs(from: DocumentHead, language: LanguageTag, sources: PairSource[]): Pair[] {
  const pairs: Pair[] = [];
  for (const { segment, text, codes, target } of sources) {
    const sourceLanguage = segmentLanguage(from, segment);
    if (text === null || treatmentOf(from.blocks[segment.block]?.role ?? 'body') === 'leave-out') continue;
    pairs.push({
      ordinal: pairs.length,
      sourceLanguage,
      targetLanguage: language,
      sourceSegments: [segment.ordinal],
      targetSegments: [],
      source: text,
      sourceCodes: codes,
      target: target ?? { text: null, codes: [], state: 'initial', route: `${sourceLanguage}>${language}` },
    });
  }
  return pairs;
}

/**
 * Ends the language that came with the article: beads as pairs, the given text as it is, checked against its source.
 *
 * @param known what the checks of the delivered text alone have found: it is not said twice
 */
export function completeGiven(
  source: Document,
  delivered: Document,
  beads: Bead[],
  known: PlacedFinding[],
  tools: CheckTools,
): LanguageResult {
  const findings: PlacedFinding[] = [];
  const mentioned = new Set(
    source.segments.flatMap((segment) => namedIn(segment.text, segmentLanguage(source, segment))),
  );
  const pairs = givenPairs(source, delivered, beads);
  for (const pair of pairs) {
    const from = segmentsOf(source, pair.sourceSegments);
    const to = segmentsOf(delivered, pair.targetSegments);
    if (from.length > 0 && to.length > 0) {
      const role = delivered.blocks[to[0]?.block ?? 0]?.role ?? 'body';
      const [left, right] = [joinSegments(from), joinSegments(to)];
      for (const finding of checkPair(inputOf(pair, role, tools, mentioned)).findings) {
        const [document, name, joined] =
          finding.side === 'source'
            ? ([source, 'original', left] as const)
            : ([delivered, 'delivered', right] as const);
        const start = joined.locate(finding.start);
        const end = joined.locate(Math.max(finding.start, finding.end - 1));
        if (!start) continue;
        // A finding over a seam of segments ends with the segment in which it begins.
        const to =
          end?.segment === start.segment ? finding.end - finding.start + start.offset : start.segment.text.length;
        const placed = place({ ...finding, start: start.offset, end: to }, document, name, start.segment);
        findings.push(identified(placed, textsOf(pair)));
      }
    }
  }
  const texts = (document: Document) =>
    document.segments.map(({ text, block }) => ({ text, role: document.blocks[block]?.role ?? 'body' }));
  const alignment = { beads, source: texts(source), target: texts(delivered) };
  for (const { segment, ...finding } of checkAlignment(alignment).findings) {
    const [document, name] =
      finding.side === 'source' ? ([source, 'original'] as const) : ([delivered, 'delivered'] as const);
    const found = document.segments[segment];
    const alone = found && { text: found.text, language: segmentLanguage(document, found) };
    if (found && alone)
      findings.push(
        identified(
          place(finding, document, name, found),
          finding.side === 'source' ? { source: alone, target: null } : { source: null, target: alone },
        ),
      );
  }
  const said = new Set(withoutEchoes([...known, ...findings]));
  const needed = pairs.filter((pair) => pair.sourceSegments.length > 0);
  return {
    language: delivered.language,
    kind: 'given',
    sourceLanguage: source.language,
    pairs,
    findings: wanted(
      findings.filter((finding) => said.has(finding)),
      delivered.language,
      tools,
    ),
    notRun: eachOnce(
      unknownLanguage(source.language, delivered.language),
      notWanted(delivered.language, tools).filter(({ check }) => check !== 'spelling'),
    ),
    translated: needed.filter((pair) => pair.target.text !== null).length,
    of: needed.length,
  };
}

/** The pairs of the language that came with the article: one a bead. */
export function givenPairs(source: Document, delivered: Document, beads: Bead[]): Pair[] {
  const route = `${source.language}>${delivered.language}`;
  return beads.map((bead, ordinal) => {
    const left = joinSegments(segmentsOf(source, bead.source));
    const to = segmentsOf(delivered, bead.target);
    const right = joinSegments(to);
    const given = { state: 'translated', subState: 'interlinear:given', origin: 'given', route } as const;
    return {
      ordinal,
      sourceLanguage: source.language,
      targetLanguage: delivered.language,
      sourceSegments: bead.source,
      targetSegments: bead.target,
      source: left.text,
      sourceCodes: left.codes,
      target:
        to.length > 0
          ? { text: right.text, codes: right.codes, ...given }
          : { text: null, codes: [], state: 'initial', route },
    };
  });
}

function segmentsOf(document: Document, ordinals: number[]): Segment[] {
  return ordinals.map((ordinal) => document.segments[ordinal]).filter((segment) => segment !== undefined);
}

/** Findings as the desk's profile wants them. */
function wanted(findings: PlacedFinding[], language: LanguageTag, { profile }: CheckTools): PlacedFinding[] {
  return profile ? underProfile(findings, profile, language) : findings;
}

/** The texts that findings on a pair are about. */
function textsOf({ source, sourceLanguage, target, targetLanguage }: Pair): CheckedTexts {
  return {
    source: { text: source, language: sourceLanguage },
    target: target.text === null ? null : { text: target.text, language: targetLanguage },
  };
}

/** A pair that has a translation, on its way through the checks. */
interface Checked {
  pair: Pair;
  input: PairInput;
  segment: Segment;
}

/** What the names of a translation say of one another, one list a pair; what its source does itself is not said again. */
function doubtsOf(from: DocumentHead, language: LanguageTag, checked: Checked[]): NameDoubt[][] {
  const sources = checked.map(({ input: { source } }) => source);
  return nameDoubts(
    checked.map(({ input: { target, origin } }) => ({
      ...target,
      // What stands as it stood in the source is none of the translation's doing, and a calque says nothing of the names in it.
      ...(origin === 'kept' || origin === 'table' ? { role: 'slug' as const } : {}),
      terms: target.terms.filter(({ calqueOf }) => calqueOf === undefined),
    })),
    language,
    {
      language: from.language,
      text: sources.map(({ text }) => text).join('\n'),
      mentions: mentionDoubts(sources, from.language),
    },
  );
}

/** What the checks find, and that a machine answered in another language: a copy of the source is in the wrong one, too, and that is said already. */
function findingsOf({ target, sourceLanguage, targetLanguage }: Pair, input: PairInput): Finding[] {
  const { findings } = checkPair(input);
  if (target.origin !== 'mt' || findings.some(({ check }) => check === 'unchanged')) return findings;
  const wrong = wrongLanguageFinding(target.text ?? '', sourceLanguage, targetLanguage);
  return wrong ? [...findings, wrong] : findings;
}

function isTranslated(target: Target): boolean {
  return target.text !== null && !isOnlyHelp(target);
}

/** @param mentioned ids of the entities that the source names in full */
function inputOf(pair: Pair, role: Role, tools: CheckTools, mentioned: ReadonlySet<string>): PairInput {
  // The codes of a given translation are numbered by themselves: they say nothing beside those of its source.
  const given = pair.target.origin === 'given';
  return pairInput(
    { text: pair.source, language: pair.sourceLanguage, ...(given ? {} : { codes: pair.sourceCodes }) },
    { text: pair.target.text ?? '', language: pair.targetLanguage, ...(given ? {} : { codes: pair.target.codes }) },
    { role, ...(pair.target.origin ? { origin: pair.target.origin } : {}) },
    tools,
    mentioned,
  );
}

function unplaced(finding: Finding, document: 'delivered' | 'original', segment: Segment): PlacedFinding {
  return { ...finding, document, segment: segment.ordinal };
}

function notRunBecause(reason: string): NotRun[] {
  return checksNeeding('pair').map((check) => ({ check, reason }));
}

/** What the checks find in one pair as it stands now, such as after somebody wrote in it. @param mentioned as in completeTarget */
export function checkSegment(
  pair: Pair,
  role: Document['blocks'][number]['role'],
  tools: CheckTools,
  mentioned: ReadonlySet<string>,
): Finding[] {
  return pair.target.text === null ? [] : findingsOf(pair, inputOf(pair, role, tools, mentioned));
}
