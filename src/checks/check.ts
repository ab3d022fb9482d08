import type { InlineCode, Role } from '../model/article.ts';
import type { Finding, IssueType, MqmCategory, Severity } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { NameDoubt } from '../model/name.ts';
import type { Speller } from '../model/ports.ts';
import type { Bead } from '../model/result.ts';
import type { TermConstraint, TermMatch } from '../model/term.ts';
import type { Origin } from '../model/translation.ts';

/** A segment's text as a check sees it. */
export interface TextInput {
  text: string;
  language: LanguageTag;
  role: Role;
  /** The wordings of the term base that stand in the text. */
  terms: TermMatch[];
  /** Inline markup, where it is known apart from the text. */
  codes?: InlineCode[];
  /** What the article's names say of the names in the text; absent where nobody has looked. */
  names?: NameDoubt[];
  /** The dictionary of the language, where spelling is to be checked. */
  speller?: Speller;
  /** What the desk's table has for a credit line in the text's language. */
  credit?: string;
}

/** A source text beside its translation. */
export interface PairInput {
  source: TextInput;
  target: TextInput;
  /** Terms of the source whose translation is prescribed. */
  constraints: TermConstraint[];
  /** Who made the target, where known: a text kept by rule is no untranslated one. */
  origin?: Origin;
  /** The most characters that the target may have. */
  maxLength?: number;
}

/** The pairs of an article, in its order. */
export interface ArticleInput {
  pairs: PairInput[];
}

/** Two aligned texts. Beads hold indexes into the two lists. */
export interface AlignmentInput {
  beads: Bead[];
  source: { text: string; role: Role }[];
  target: { text: string; role: Role }[];
}

/** What a check says of a place; the runner adds the check's id and type, the side, and the text of the span. */
export interface Remark {
  /** Half-open UTF-16 offsets. */
  start: number;
  end: number;
  suggestions?: string[];
  certain?: boolean;
  /** How sure the check is, 0 to 1, where it knows. What is certain is sure anyway. */
  confidence?: number;
  /** Where it differs from the check's own. */
  severity?: Severity;
  /** Which text the span is in; default `source` for a check of a text, `target` for one of a pair. */
  side?: 'source' | 'target';
  message: Finding['message'];
}

/** A remark about a sentence of one of two aligned texts. */
export interface PlacedRemark extends Remark {
  side: 'source' | 'target';
  /** Index of the sentence in the list of its side. */
  segment: number;
}

/** A remark about one pair of an article. */
export interface PairedRemark extends Remark {
  /** Index of the pair. */
  segment: number;
}

/** A finding that knows the sentence it is in: index in the list of its side. */
export interface AlignedFinding extends Finding {
  segment: number;
}

/** Inputs that a check must be silent about, and inputs with exactly what it must say. Its tests and its documentation. */
interface Examples<Input, Said> {
  valid: Input[];
  invalid: { input: Input; remarks: Said[] }[];
}

interface Rule {
  /** Stable name, shown in reports: `numbers`. */
  id: string;
  /** ITS 2.0 locQualityIssueType. */
  type: IssueType;
  /** Category of the MQM typology (themqm.org): `accuracy/omission`. */
  mqm: MqmCategory;
  severity: Severity;
  /** Languages whose rules it knows, where it is not for all: it is silent about others. */
  languages?: LanguageTag[];
}

/** Looks at one text alone. */
export interface TextCheck extends Rule {
  needs: 'text';
  /** @param source what the text was translated from: what stands there too is often no mistake */
  run(input: TextInput, source?: TextInput): Remark[];
  examples: Examples<Partial<TextInput> & { text: string }, Remark>;
}

/** Compares a translation with its source. */
export interface PairCheck extends Rule {
  needs: 'pair';
  run(input: PairInput): Remark[];
  examples: Examples<PairExample, Remark>;
}

/** Looks at how two texts were aligned. */
export interface AlignmentCheck extends Rule {
  needs: 'alignment';
  run(input: AlignmentInput): PlacedRemark[];
  examples: Examples<AlignmentInput, PlacedRemark>;
}

/** Compares the pairs of an article with each other. */
export interface ArticleCheck extends Rule {
  needs: 'article';
  run(input: ArticleInput): PairedRemark[];
  examples: Examples<PairExample[], PairedRemark>;
}

/** A check: one file, one line in registry.ts. Pure; what it says is a message key of the `findings` namespace. */
export type Check = TextCheck | PairCheck | AlignmentCheck | ArticleCheck;

/** A pair in short: role `body`, no terms, unless given. */
export interface PairExample {
  from: LanguageTag;
  to: LanguageTag;
  source: string;
  target: string;
  role?: Role;
  targetTerms?: TermMatch[];
  constraints?: TermConstraint[];
  origin?: Origin;
  maxLength?: number;
  sourceCodes?: InlineCode[];
  targetCodes?: InlineCode[];
}

/** An example spelled out. */
export function toTextInput(example: Partial<TextInput> & { text: string }): TextInput {
  return { language: 'en', role: 'body', terms: [], ...example };
}

/** An example spelled out. */
export function toPairInput({ from, to, source, target, role = 'body', ...more }: PairExample): PairInput {
  const codes = (list: InlineCode[] | undefined) => (list ? { codes: list } : {});
  return {
    source: toTextInput({ text: source, language: from, role, ...codes(more.sourceCodes) }),
    target: toTextInput({
      text: target,
      language: to,
      role,
      terms: more.targetTerms ?? [],
      ...codes(more.targetCodes),
    }),
    constraints: more.constraints ?? [],
    ...(more.origin ? { origin: more.origin } : {}),
    ...(more.maxLength === undefined ? {} : { maxLength: more.maxLength }),
  };
}
