import { align } from '../alignment/align.ts';
import { applyCertain } from '../checks/correct.ts';
import { underProfile } from '../checks/profile.ts';
import { checksNeeding, checkText } from '../checks/run.ts';
import { detectLanguages } from '../detection/detect.ts';
import { articleDate } from '../intake/article-date.ts';
import { embargoIn, statedEmbargo } from '../intake/embargo.ts';
import type { Pattern } from '../intake/patterns.ts';
import { readArticle } from '../intake/read.ts';
import { type Document, type InlineCode, type Original, segmentLanguage } from '../model/article.ts';
import type { CreditFinder } from '../model/credit.ts';
import { InterlinearError } from '../model/errors.ts';
import type { NotRun, PlacedFinding } from '../model/finding.ts';
import { identified } from '../model/finding-id.ts';
import { type LanguageTag, UNDETERMINED } from '../model/language.ts';
import type { NameDoubt } from '../model/name.ts';
import type { Speller } from '../model/ports.ts';
import type { Profile } from '../model/profile.ts';
import type { Bead } from '../model/result.ts';
import type { CalqueRow, Concept, TermContext, TermFinder, TermMatch, Terms } from '../model/term.ts';
import { treatmentOf } from '../model/treatment.ts';
import { segmentBlocks } from '../segmentation/segment.ts';
import { findCalques, withCalques } from '../terminology/calques.ts';
import { namedIn } from '../terminology/gazetteer/aliases.ts';
import { type NamedText, nameDoubts } from '../terminology/names/doubts.ts';
import { inferOriginal } from '../terminology/original.ts';
import { eachOnce, notWanted } from './not-run.ts';
import { place } from './place.ts';

/** An article as it is handed in. */
export interface Delivery {
  fileName: string;
  input: Uint8Array;
  /** Its language, where the submission says so. */
  from?: LanguageTag;
  /** The text it was translated from. */
  source?: { fileName: string; input: Uint8Array };
  /** The language it was translated from, where the submission says so. */
  sourceFrom?: LanguageTag;
}

export interface PrepareTools {
  findTerms: TermFinder;
  /** The terms on a day, where a house style or dated wordings make them depend on the article's date. */
  termsOn?: (day: string) => Terms;
  /** The day of articles that state none; without it `findTerms` is used for them. */
  today?: string;
  /** What the desk wants of each check. */
  profile?: Profile;
  /** The dictionary of a language, where spelling is to be checked and there is one. */
  spellerOf?(language: LanguageTag): Speller | undefined;
  /** Languages that detection chooses from; empty for its own list. */
  candidates: LanguageTag[];
  /** The desk's patterns for lines of page furniture. */
  furniture?: Pattern[];
}

/** An article read, cut, checked and, with its source, aligned: everything before the first translation. */
export interface Prepared {
  delivered: Document;
  source?: Document;
  original: Original;
  beads: Bead[];
  /** What stands in the corrected article for each delivered segment; text `null` where it is left out. */
  corrected: { text: string | null; codes: InlineCode[] }[];
  findings: PlacedFinding[];
  notRun: NotRun[];
}

/**
 * intake -> detection -> segmentation -> terminology -> checks of the delivered text -> alignment.
 *
 * @throws InterlinearError `input.*` for bytes that are no article, `language.undetermined` where nobody can know the language
 */
export function prepareArticle(delivery: Delivery, tools: PrepareTools): Prepared {
  const delivered = readDocument(delivery, delivery.from, tools);
  const source = delivery.source && readSource(delivery.source, delivery.sourceFrom, tools);
  const day = delivered.date ?? source?.date ?? tools.today;
  const terms = day === undefined ? undefined : tools.termsOn?.(day);
  const findTerms = terms?.findTerms ?? tools.findTerms;
  const mentioned = new Set([delivered, ...(source ? [source] : [])].flatMap(mentionedIn));
  const declared = originalOf(source, delivery.sourceFrom);
  const found = termsOf(delivered, findTerms, {
    mentioned,
    ...(declared?.language ? { from: [declared.language] } : {}),
  });
  const original = declared ?? inferred(delivered, found, terms?.concepts ?? []);
  const known =
    original.evidence === 'inferred' && original.language
      ? withFurther(found, termsOf(delivered, findTerms, { mentioned, from: [original.language] }))
      : found;
  const doubts = nameDoubts(namedTexts(delivered, known), delivered.language, {
    language: original.language,
    ...(source ? { text: source.segments.map(({ text }) => text).join('\n') } : {}),
  });
  const beads = source ? alignDocuments(source, delivered) : [];
  const credits = terms?.findCredit ? creditsOf(delivered, source, beads, terms.findCredit) : [];
  const { findings, corrected } = checkDelivered(
    delivered,
    { terms: known, doubts, credits, calques: terms?.calques ?? [] },
    original,
    tools,
  );
  return {
    delivered,
    ...(source ? { source } : {}),
    original,
    beads,
    corrected,
    findings,
    notRun: eachOnce(source ? [] : fidelityNotChecked(), notWanted(delivered.language, tools)),
  };
}

/** A source that cannot be used is named: the article itself may be well. */
function readSource(
  file: { fileName: string; input: Uint8Array },
  declared: LanguageTag | undefined,
  tools: PrepareTools,
): Document {
  try {
    return readDocument(file, declared, tools);
  } catch (error) {
    if (!(error instanceof InterlinearError)) throw error;
    const reason = `${error.code}.what`;
    throw new InterlinearError(
      'source.unusable',
      { ...error.parameters, file: file.fileName, reason },
      { cause: error },
    );
  }
}

function readDocument(
  file: { fileName: string; input: Uint8Array },
  declared: LanguageTag | undefined,
  tools: PrepareTools,
): Document {
  const read = readArticle(file.input, {
    fileName: file.fileName,
    ...(tools.furniture ? { furniture: tools.furniture } : {}),
  });
  const texts = read.blocks.map((block) => (treatmentOf(block.role) === 'leave-out' ? '' : block.text));
  const detected = detectLanguages(texts, {
    ...(tools.candidates.length > 0 ? { candidates: tools.candidates } : {}),
    ...(declared ? { declared } : {}),
  });
  // What a page states for itself is often its template's: it counts where the text alone does not tell.
  const language = detected.article === UNDETERMINED ? (read.statedLanguage ?? UNDETERMINED) : detected.article;
  if (language === UNDETERMINED) throw new InterlinearError('language.undetermined', { file: file.fileName });
  const blocks = read.blocks.map((block, index) => ({
    ...block,
    language: block.language === UNDETERMINED ? (detected.texts[index] ?? UNDETERMINED) : block.language,
  }));
  const date = articleDate(blocks, language);
  const embargo = read.statedEmbargo ? statedEmbargo(read.statedEmbargo, language) : embargoIn(blocks, language);
  return {
    format: read.format,
    encoding: read.encoding,
    bom: read.bom,
    input: read.input,
    language,
    ...(date ? { date } : {}),
    ...(embargo ? { embargo } : {}),
    blocks,
    segments: segmentBlocks(blocks, language),
  };
}

/** The wordings of the term base in each segment. */
function termsOf(document: Document, findTerms: TermFinder, about: TermContext): TermMatch[][] {
  return document.segments.map((segment) => findTerms(segment.text, segmentLanguage(document, segment), about));
}

/** What shows itself only once the original's language is known, beside what showed without; an inference makes nothing certain. */
function withFurther(found: TermMatch[][], further: TermMatch[][]): TermMatch[][] {
  return found.map((matches, index) => {
    const added = (further[index] ?? []).filter(
      ({ start, end, term }) =>
        term.status === 'superseded' && matches.every((other) => other.end <= start || other.start >= end),
    );
    return added.length === 0 ? matches : [...matches, ...added].sort((a, b) => a.start - b.start);
  });
}

/** Ids of the entities that a document names in full. */
function mentionedIn(document: Document): string[] {
  return document.segments.flatMap((segment) => namedIn(segment.text, segmentLanguage(document, segment)));
}

/** What is known of each segment of the delivered text before the checks, and the desk's calque rules. */
interface Known {
  terms: TermMatch[][];
  doubts: NameDoubt[][];
  credits: (string | undefined)[];
  calques: CalqueRow[];
}

/**
 * Checks that need nothing but the delivered text, and the corrections that follow from them for certain. Word-for-word translations are
 * looked for where the original's language is known.
 */
function checkDelivered(
  delivered: Document,
  { terms, doubts, credits, calques }: Known,
  original: Original,
  { profile, spellerOf }: PrepareTools,
): Pick<Prepared, 'findings' | 'corrected'> {
  const findings: PlacedFinding[] = [];
  for (const [index, segment] of delivered.segments.entries()) {
    const role = delivered.blocks[segment.block]?.role ?? 'body';
    const language = segmentLanguage(delivered, segment);
    const credit = credits[index];
    const speller = spellerOf?.(language);
    const { findings: all } = checkText({
      text: segment.text,
      language,
      role,
      terms: withCalques(
        terms[index] ?? [],
        original.language ? findCalques(segment.text, language, original.language, calques) : [],
      ),
      names: doubts[index] ?? [],
      ...(credit === undefined ? {} : { credit }),
      ...(speller ? { speller } : {}),
    });
    const found = profile ? underProfile(all, profile, language) : all;
    const about = { source: { text: segment.text, language }, target: null };
    for (const finding of found) findings.push(identified(place(finding, delivered, 'delivered', segment), about));
  }
  return { findings, corrected: correctedSegments(delivered, findings) };
}

/**
 * What stands in the corrected article for each delivered segment: certain corrections are made, and text that readers never get is left
 * out.
 *
 * @param findings those on the delivered text that are open: what somebody has dismissed is not corrected
 */
export function correctedSegments(delivered: Document, findings: PlacedFinding[]): Prepared['corrected'] {
  const bySegment = new Map<number, PlacedFinding[]>();
  for (const finding of findings)
    if (finding.document === 'delivered')
      bySegment.set(finding.segment, [...(bySegment.get(finding.segment) ?? []), finding]);
  return delivered.segments.map((segment) => {
    const role = delivered.blocks[segment.block]?.role ?? 'body';
    if (treatmentOf(role) === 'leave-out') return { text: null, codes: [] };
    return applyCertain(segment.text, segment.codes, bySegment.get(segment.ordinal) ?? []);
  });
}

/** What the desk prints for each credit line of a document: by its own words, or by those of the source beside it. */
function creditsOf(
  delivered: Document,
  source: Document | undefined,
  beads: Bead[],
  findCredit: CreditFinder,
): (string | undefined)[] {
  return delivered.segments.map((segment) => {
    if (delivered.blocks[segment.block]?.role !== 'credit') return undefined;
    const language = segmentLanguage(delivered, segment);
    const bead = beads.find(({ target }) => target.length === 1 && target[0] === segment.ordinal);
    const beside = bead?.source.length === 1 ? source?.segments[bead.source[0] as number] : undefined;
    const original = source && beside && source.blocks[beside.block]?.role === 'credit' ? beside.text : undefined;
    return findCredit(segment.text, language) ?? (original === undefined ? undefined : findCredit(original, language));
  });
}

/** Beads over all content segments; furniture has no counterpart and takes no part. Segment numbers are those of the documents. */
function alignDocuments(source: Document, delivered: Document): Bead[] {
  const content = (document: Document) =>
    document.segments.filter((segment) => treatmentOf(document.blocks[segment.block]?.role ?? 'body') !== 'leave-out');
  const from = content(source);
  const to = content(delivered);
  return align(from, to).map((bead) => ({
    source: bead.source.map((index) => from[index]?.ordinal ?? index),
    target: bead.target.map((index) => to[index]?.ordinal ?? index),
  }));
}

function originalOf(source: Document | undefined, declared: LanguageTag | undefined): Original | undefined {
  if (source) return { evidence: 'declared', language: source.language };
  return declared ? { evidence: 'declared', language: declared } : undefined;
}

/** What the article's own traces tell of its original. */
function inferred(delivered: Document, terms: TermMatch[][], concepts: Concept[]): Original {
  const language = inferOriginal(namedTexts(delivered, terms), delivered.language, concepts);
  return language ? { evidence: 'inferred', language } : { evidence: 'unknown' };
}

/** The segments of a document with their terms. */
function namedTexts(document: Document, terms: TermMatch[][]): NamedText[] {
  return document.segments.map((segment, index) => ({
    text: segment.text,
    language: segmentLanguage(document, segment),
    role: document.blocks[segment.block]?.role ?? 'body',
    terms: terms[index] ?? [],
  }));
}

/** Without the source nobody can say whether the text is faithful to it: the report says so, check by check. */
function fidelityNotChecked(): NotRun[] {
  return [...checksNeeding('alignment'), ...checksNeeding('pair')].map((check) => ({
    check,
    reason: 'not-run.no-source',
  }));
}
