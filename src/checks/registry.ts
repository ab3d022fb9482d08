import { addresses } from './addresses.ts';
import { arabicPunctuation } from './arabic-punctuation.ts';
import { attribution } from './attribution.ts';
import { balance } from './balance.ts';
import { bidi } from './bidi.ts';
import { bracketPairs } from './brackets.ts';
import { capitalStart } from './capital-start.ts';
import { capitals } from './capitals.ts';
import { characters } from './characters.ts';
import type { AlignmentCheck, ArticleCheck, Check, PairCheck, TextCheck } from './check.ts';
import { consistency } from './consistency.ts';
import { creditKept } from './credit-kept.ts';
import { creditLine } from './credit-line.ts';
import { directions } from './directions.ts';
import { doubledWords } from './doubled-words.ts';
import { edgeSpaces } from './edge-spaces.ts';
import { empty } from './empty.ts';
import { endPunctuation } from './end-punctuation.ts';
import { firstMention } from './first-mention.ts';
import { frenchTypography } from './french-typography.ts';
import { furniture } from './furniture.ts';
import { homoglyphs } from './homoglyphs.ts';
import { length } from './length.ts';
import { lineBreaks } from './line-breaks.ts';
import { loops } from './loops.ts';
import { magnitude } from './magnitude.ts';
import { marksOnly } from './marks-only.ts';
import { markup } from './markup.ts';
import { maxLength } from './max-length.ts';
import { nameSpelling } from './name-spelling.ts';
import { nameVariants } from './name-variants.ts';
import { names } from './names.ts';
import { negation } from './negation.ts';
import { noBreakSpaces } from './no-break-spaces.ts';
import { numberFormat } from './number-format.ts';
import { numbers } from './numbers.ts';
import { addition, omission } from './omission.ts';
import { placeholders } from './placeholders.ts';
import { prescribedTerms } from './prescribed-terms.ts';
import { punctuationSpaces } from './punctuation-spaces.ts';
import { quotations } from './quotations.ts';
import { quotePairs } from './quotes.ts';
import { repeatedPunctuation } from './repeated-punctuation.ts';
import { residue } from './residue.ts';
import { sentences } from './sentences.ts';
import { spaces } from './spaces.ts';
import { spanishMarks } from './spanish-marks.ts';
import { spelling } from './spelling.ts';
import { startPunctuation } from './start-punctuation.ts';
import { terminology } from './terminology.ts';
import { truncation } from './truncation.ts';
import { unchanged } from './unchanged.ts';
import { weekdays } from './weekdays.ts';
import { zeroWidth } from './zero-width.ts';

/** Checks of one text, in the order in which reports show them. */
export const textChecks: TextCheck[] = [
  terminology,
  nameSpelling,
  nameVariants,
  firstMention,
  furniture,
  creditLine,
  doubledWords,
  loops,
  bracketPairs,
  quotePairs,
  characters,
  homoglyphs,
  zeroWidth,
  bidi,
  spaces,
  punctuationSpaces,
  repeatedPunctuation,
  frenchTypography,
  noBreakSpaces,
  spanishMarks,
  arabicPunctuation,
  spelling,
];

/** Checks of a translation against its source. */
export const pairChecks: PairCheck[] = [
  empty,
  marksOnly,
  unchanged,
  residue,
  numbers,
  magnitude,
  numberFormat,
  weekdays,
  negation,
  directions,
  length,
  truncation,
  sentences,
  prescribedTerms,
  names,
  quotations,
  attribution,
  addresses,
  placeholders,
  markup,
  balance,
  endPunctuation,
  startPunctuation,
  capitalStart,
  capitals,
  edgeSpaces,
  lineBreaks,
  maxLength,
  creditKept,
];

/** Checks of how a translation is aligned with its source. */
export const alignmentChecks: AlignmentCheck[] = [omission, addition];

/** Checks of the pairs of an article with each other. */
export const articleChecks: ArticleCheck[] = [consistency];

/** Every check. */
export const checks: Check[] = [...textChecks, ...pairChecks, ...alignmentChecks, ...articleChecks];
