import { checkPair } from '../../src/checks/run.ts';
import type { Concept, TermStatus } from '../../src/model/term.ts';
import { constraintsFor } from '../../src/terminology/constraints.ts';
import { buildTermFinder } from '../../src/terminology/finder.ts';
import { note } from '../program.ts';
import type { CaseRow } from './rows.ts';

/** Our checks for the names that the cases use. */
const mapped: Record<string, string[]> = {
  acronyms: ['names'],
  brackets: ['balance', 'brackets'],
  'capitalisation-amount': ['capitals'],
  'capitalisation-start': ['capital-start'],
  'double-space': ['spaces'],
  'double-words': ['doubled-words', 'loops'],
  emails: ['addresses'],
  'empty-source': ['empty'],
  'empty-target': ['empty'],
  encoding: ['characters'],
  'end-punctuation': ['end-punctuation'],
  'end-whitespace': ['edge-spaces'],
  'file-paths': ['addresses'],
  kashida: ['characters'],
  'length-long': ['length'],
  'length-short': ['length'],
  'max-length': ['max-length'],
  'multiple-capitals': ['capitals', 'homoglyphs'],
  newlines: ['line-breaks'],
  numbers: ['numbers', 'number-format'],
  'punctuation-only': ['marks-only'],
  'punctuation-spacing': ['punctuation-spaces', 'french-typography'],
  'quotes-double': ['quotations', 'balance', 'quotes', 'french-typography'],
  'quotes-single': ['quotations', 'balance', 'quotes'],
  'sentence-count': ['sentences'],
  'start-punctuation': ['start-punctuation'],
  'start-whitespace': ['edge-spaces'],
  tabs: ['line-breaks'],
  tags: ['markup'],
  'term-do-not-translate': ['prescribed-terms'],
  'term-forbidden': ['terminology'],
  'term-must-translate': ['terminology'],
  terminology: ['prescribed-terms', 'terminology'],
  unchanged: ['unchanged'],
  urls: ['addresses'],
  'zero-width-space': ['zero-width'],
};

/**
 * A case is right when one of the checks it is mapped to speaks exactly if it must. Cases whose own suite disputes them are not counted;
 * a check that we do not have counts as silent.
 */
export function measureCases(rows: CaseRow[]) {
  const counted = rows.filter(({ disputed }) => !disputed);
  const perCheck: Record<string, { right: number; of: number }> = {};
  const wrong: string[] = [];
  for (const row of counted) {
    perCheck[row.check] ??= { right: 0, of: 0 };
    const rate = perCheck[row.check] as { right: number; of: number };
    const ids = new Set(mapped[row.check] ?? []);
    const speaks = saidOf(row).some(({ check }) => ids.has(check));
    rate.of += 1;
    if (speaks === (row.expected === 'fail')) rate.right += 1;
    else wrong.push(row.id);
  }
  if (wrong.length > 0) note(`Wrong: ${wrong.join(' ')}`);
  const right = Object.values(perCheck).reduce((sum, rate) => sum + rate.right, 0);
  return { right, of: counted.length, perCheck, wrong };
}

function saidOf({ source, target, sourceLang, targetLang, params = {} }: CaseRow) {
  const concepts = conceptsOf(params, source, sourceLang, targetLang);
  const find = buildTermFinder(concepts);
  return checkPair({
    source: { text: source, language: sourceLang, role: 'body', terms: find(source, sourceLang) },
    target: { text: target, language: targetLang, role: 'body', terms: find(target, targetLang) },
    constraints: constraintsFor(source, sourceLang, targetLang, find, concepts),
    ...(params.maxLength === undefined ? {} : { maxLength: params.maxLength }),
  }).findings;
}

/** The glossary that the parameters of a case stand for. */
function conceptsOf(params: NonNullable<CaseRow['params']>, source: string, from: string, to: string): Concept[] {
  const concepts: Concept[] = [];
  const add = (wordings: [language: string, text: string, status: TermStatus, kind: 'term' | 'name'][]): void => {
    const terms = wordings.map(([language, text, status, kind]) => ({ language, text, status, kind }));
    concepts.push({ id: String(concepts.length), origin: 'case', terms });
  };
  for (const { source: term, target, forbidden } of params.glossary ?? []) {
    add([
      [from, term, 'preferred', 'term'],
      [to, target, forbidden ? 'deprecated' : 'preferred', 'term'],
    ]);
  }
  for (const name of params.doNotTranslate ?? []) {
    add([
      [from, name, 'preferred', 'name'],
      [to, name, 'preferred', 'name'],
    ]);
  }
  // A term must be translated only where the source has it.
  for (const term of params.mustTranslate ?? []) if (source.includes(term)) add([[to, term, 'deprecated', 'name']]);
  for (const term of params.forbidden ?? []) add([[to, term, 'deprecated', 'name']]);
  return concepts;
}
