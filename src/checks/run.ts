import type { Finding } from '../model/finding.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { TermMatch } from '../model/term.ts';
import { categories, categoryOfTerm } from './categories.ts';
import type { AlignedFinding, AlignmentInput, ArticleInput, Check, PairInput, Remark, TextInput } from './check.ts';
import { measuredConfidence } from './confidence.ts';
import { alignmentChecks, articleChecks, checks, pairChecks, textChecks } from './registry.ts';

/** Text checks for texts as they come in: furniture and credit lines; brackets and quotes, which the balance check judges by the source. */
const notOfTranslations = new Set(['furniture', 'credit-line', 'brackets', 'quotes']);

/** Looks at one text alone: the article as delivered, its original. Findings have side `source` and stand in text order. */
export function checkText(input: TextInput): { findings: Finding[] } {
  return {
    findings: inOrder(
      textChecks.flatMap((check) =>
        check.run(input).map((remark) => toFinding(check, remark, 'source', input.text, input.terms)),
      ),
    ),
  };
}

/**
 * Compares a translation with its source. A target that was made here (any origin but `given`, `kept`, `table`) also goes through the
 * checks of a single text that matter for it; a given one has been through checkText as the delivered article.
 */
export function checkPair(input: PairInput): { findings: Finding[] } {
  const findings = pairChecks.flatMap((check) =>
    check.run(input).map((remark) => {
      const side = remark.side ?? 'target';
      return toFinding(check, remark, side, input[side].text);
    }),
  );
  if (input.origin !== 'given' && input.origin !== 'kept' && input.origin !== 'table') {
    for (const check of textChecks) {
      if (notOfTranslations.has(check.id)) continue;
      for (const remark of check.run(input.target, input.source))
        findings.push(toFinding(check, remark, 'target', input.target.text, input.target.terms));
    }
  }
  return { findings: inOrder(findings) };
}

/** Looks at an alignment; each finding names the sentence it is in, by its index in the list of its side. */
export function checkAlignment(input: AlignmentInput): { findings: AlignedFinding[] } {
  const findings = alignmentChecks.flatMap((check) =>
    check.run(input).map((remark) => ({
      ...toFinding(check, remark, remark.side, input[remark.side][remark.segment]?.text ?? ''),
      segment: remark.segment,
    })),
  );
  return { findings };
}

/** Compares the pairs of an article with each other; each finding names its pair by index. Spans are in the target. */
export function checkArticle(input: ArticleInput): { findings: AlignedFinding[] } {
  const findings = articleChecks.flatMap((check) =>
    check.run(input).map((remark) => ({
      ...toFinding(check, remark, 'target', input.pairs[remark.segment]?.target.text ?? ''),
      segment: remark.segment,
    })),
  );
  return { findings };
}

/** Checks of one text that see what `balance` sees by comparing with the source. */
const sayTheSame = new Set(['brackets', 'quotes']);

/**
 * One finding a mistake: drops what `balance` says of a mark that the checks of the text alone speak of too. A quotation closed with
 * another kind of mark is one mistake, wherever in it each check points.
 *
 * @param findings of both sorts together, placed (then only findings of one segment can be echoes) or all about one text
 */
export function withoutEchoes<F extends Finding & { document?: string; segment?: number; language?: string }>(
  findings: F[],
): F[] {
  const said = findings.filter(({ check }) => sayTheSame.has(check));
  return findings.filter(
    (finding) =>
      finding.check !== 'balance' ||
      !said.some(
        (other) =>
          other.document === finding.document &&
          other.segment === finding.segment &&
          other.language === finding.language &&
          ((other.start === finding.start && other.end === finding.end) ||
            (other.message.key === 'quotes.mixed' && other.message.parameters.opening === finding.text)),
      ),
  );
}

/** Ids of the checks that need a translation's source, or its alignment: what a report lists as not run where there is none. */
export function checksNeeding(what: Check['needs']): string[] {
  return checks.filter(({ needs }) => needs === what).map(({ id }) => id);
}

/** Pair checks that do not know one of two languages: a report lists them, since their silence says nothing. */
export function checksBlindTo(from: LanguageTag, to: LanguageTag): string[] {
  return pairChecks
    .filter(({ languages }) => languages && ![from, to].every((one) => languages.includes(baseLanguage(one))))
    .map(({ id }) => id);
}

/** @param terms the wordings of the term base in the text: what sort of mistake one of them is, the match knows */
function toFinding(
  check: Check,
  remark: Remark,
  side: Finding['side'],
  text: string,
  terms: readonly TermMatch[] = [],
): Finding {
  const { start, end, suggestions = [], certain, message } = remark;
  const severity = remark.severity ?? check.severity;
  const confidence = remark.confidence ?? (certain ? 1 : measuredConfidence(check.id, severity));
  const match = check.id === 'terminology' && terms.find((one) => one.start === start && one.end === end);
  const category = match && categoryOfTerm(match);
  const { type, mqm } = category ? categories[category] : check;
  return {
    check: check.id,
    type,
    mqm,
    severity,
    ...(confidence === undefined ? {} : { confidence }),
    side,
    start,
    end,
    text: text.slice(start, end),
    suggestions,
    ...(certain ? { certain } : {}),
    message,
  };
}

function inOrder(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}
