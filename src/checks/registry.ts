import { balance } from './balance.ts';
import { bracketPairs } from './brackets.ts';
import type { AlignmentCheck, Check, PairCheck, TextCheck } from './check.ts';
import { creditKept } from './credit-kept.ts';
import { creditLine } from './credit-line.ts';
import { doubledWords } from './doubled-words.ts';
import { empty } from './empty.ts';
import { furniture } from './furniture.ts';
import { nameVariants } from './name-variants.ts';
import { names } from './names.ts';
import { namesKept } from './names-kept.ts';
import { numberFormat } from './number-format.ts';
import { numbers } from './numbers.ts';
import { addition, omission } from './omission.ts';
import { prescribedTerms } from './prescribed-terms.ts';
import { quotePairs } from './quotes.ts';
import { terminology } from './terminology.ts';
import { unchanged } from './unchanged.ts';

/** Checks of one text, in the order in which reports show them. */
export const textChecks: TextCheck[] = [
  terminology,
  names,
  nameVariants,
  furniture,
  creditLine,
  doubledWords,
  bracketPairs,
  quotePairs,
];

/** Checks of a translation against its source. */
export const pairChecks: PairCheck[] = [
  empty,
  unchanged,
  numbers,
  numberFormat,
  prescribedTerms,
  balance,
  creditKept,
  namesKept,
];

/** Checks of how a translation is aligned with its source. */
export const alignmentChecks: AlignmentCheck[] = [omission, addition];

/** Every check. */
export const checks: Check[] = [...textChecks, ...pairChecks, ...alignmentChecks];
