import type { Target } from '../../model/translation.ts';
import type { BilingualFile, BilingualUnit } from '../bilingual.ts';
import { notePriority, noteText } from '../bilingual.ts';
import { elements, matchIds, type Piece, pieces } from '../inline.ts';
import { nmtoken, xmlAttributes, xmlText, xmlTextWithCodePoints } from '../xml.ts';
import { issuesOf, itsNamespace, withMarks } from './issues.ts';

/** XLIFF 2.1, section 5.1: Translation Candidates Module. */
const matchesNamespace = 'urn:oasis:names:tc:xliff:matches:2.0';

/**
 * Writes an article in two languages as XLIFF 2.1 (OASIS Standard, 13 February 2018): one unit a pair, its white space as an ignorable,
 * findings as notes and as localization quality issues of the ITS module, suggestions from memory as candidates of the Translation
 * Candidates module. A pair without a target has no target element: a copy is never passed off as a translation.
 *
 * Offsets do not appear; characters that XML forbids stand as `<cp>`, in notes as U+FFFD.
 */
export function writeXliff21(input: BilingualFile): string {
  const root = xmlAttributes({
    xmlns: 'urn:oasis:names:tc:xliff:document:2.0',
    version: '2.1',
    ...(input.units.some(({ findings }) => findings.length > 0) && { 'xmlns:its': itsNamespace, 'its:version': '2.0' }),
    srcLang: input.sourceLanguage,
    trgLang: input.targetLanguage,
    'xml:space': 'preserve',
  });
  const file = xmlAttributes({ id: 'f1', original: input.fileName });
  const units = input.units.map((unit, index) => writeUnit(unit, index + 1, input)).join('');
  // A file needs a unit; an article without text has none to offer.
  const body = units || '    <unit id="empty" translate="no">\n      <segment><source/></segment>\n    </unit>\n';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<xliff${root}>\n  <file${file}>\n${body}  </file>\n</xliff>\n`;
}

function writeUnit(unit: BilingualUnit, number: number, input: BilingualFile): string {
  const { pair } = unit;
  const source = pieces(pair.source, pair.sourceCodes);
  const target = pair.target.text === null ? undefined : pieces(pair.target.text, pair.target.codes);
  if (target) matchIds(elements(source), elements(target));
  const data = new OriginalData();
  const texts = { source: pair.source, target: pair.target.text };
  const issues = issuesOf(unit.findings, number, texts, input.messages);
  const sourceMarkup = writePieces(withMarks(source, issues.marks, 'source'), data);
  const targetMarkup = target && writePieces(withMarks(target, issues.marks, 'target'), data);

  // Without a target only `initial` is true, whatever the row says.
  const state = xmlAttributes({
    id: `${nmtoken(unit.id)}-s`,
    state: target ? pair.target.state : 'initial',
    subState: target && pair.target.subState,
  });
  const lines = [
    `    <unit${xmlAttributes({ id: nmtoken(unit.id), type: unit.role && `interlinear:${nmtoken(unit.role)}` })}>`,
    ...candidates(pair.target.matches ?? [], `${nmtoken(unit.id)}-s`),
    ...issues.lines,
    ...notes(unit, input),
    ...data.lines(),
    `      <segment${state}>`,
    `        <source>${sourceMarkup}</source>`,
    ...(targetMarkup === undefined ? [] : [`        <target>${targetMarkup}</target>`]),
    '      </segment>',
  ];
  if (unit.whiteSpaceAfter) {
    const space = xmlTextWithCodePoints(unit.whiteSpaceAfter);
    lines.push(`      <ignorable id="${nmtoken(unit.id)}-w">`, `        <source>${space}</source>`);
    if (target) lines.push(`        <target>${space}</target>`);
    lines.push('      </ignorable>');
  }
  return `${lines.join('\n')}\n    </unit>\n`;
}

/**
 * Suggestions for a segment. `matchSuitability` is our score, with penalties taken off (machine text, another desk, age, the memory's own
 * and others). `similarity` is that number too, and so never more than the likeness of the two sources; machine text, which loses most,
 * has none.
 */
function candidates(matches: NonNullable<Target['matches']>, segment: string): string[] {
  if (matches.length === 0) return [];
  const written = matches.flatMap(({ source, target, score, origin }, index) => {
    const percent = Math.min(100, Math.max(0, score));
    const attributes = xmlAttributes({
      id: `m${index + 1}`,
      ref: `#${segment}`,
      type: origin === 'mt' ? 'mt' : 'tm',
      matchSuitability: percent,
      similarity: origin === 'mt' ? undefined : percent,
    });
    return [
      `        <mtc:match${attributes}>`,
      `          <source>${xmlTextWithCodePoints(source)}</source>`,
      `          <target>${xmlTextWithCodePoints(target)}</target>`,
      '        </mtc:match>',
    ];
  });
  return [`      <mtc:matches${xmlAttributes({ 'xmlns:mtc': matchesNamespace })}>`, ...written, '      </mtc:matches>'];
}

function notes(unit: BilingualUnit, input: BilingualFile): string[] {
  if (unit.findings.length === 0) return [];
  const written = unit.findings.map((finding, index) => {
    const attributes = xmlAttributes({
      id: `n${index + 1}`,
      appliesTo: finding.side,
      category: finding.type,
      priority: notePriority[finding.severity],
    });
    return `        <note${attributes}>${xmlText(noteText(finding, input.messages))}</note>`;
  });
  return ['      <notes>', ...written, '      </notes>'];
}

function writePieces(cut: (Piece | { mark: string })[], data: OriginalData): string {
  return cut
    .map((piece) => {
      if (typeof piece === 'string') return xmlTextWithCodePoints(piece);
      if ('mark' in piece) return piece.mark;
      const { element, end } = piece;
      const id = nmtoken(element.id);
      const first = data.reference(element.first.data);
      if (element.kind === 'standalone') return `<ph${xmlAttributes({ id, dataRef: first })}/>`;
      if (element.kind === 'open') return `<sc${xmlAttributes({ id, dataRef: first, isolated: 'yes' })}/>`;
      if (element.kind === 'close') return `<ec${xmlAttributes({ id, dataRef: first, isolated: 'yes' })}/>`;
      const last = data.reference(element.last?.data ?? '');
      if (element.nested) {
        return end === 'last' ? '</pc>' : `<pc${xmlAttributes({ id, dataRefStart: first, dataRefEnd: last })}>`;
      }
      return end === 'last'
        ? `<ec${xmlAttributes({ startRef: id, dataRef: last })}/>`
        : `<sc${xmlAttributes({ id, dataRef: first })}/>`;
    })
    .join('');
}

/** The markup that a unit's codes stand for, each wording once. */
class OriginalData {
  private readonly ids = new Map<string, string>();

  reference(data: string): string {
    const known = this.ids.get(data);
    if (known) return known;
    const id = `d${this.ids.size + 1}`;
    this.ids.set(data, id);
    return id;
  }

  lines(): string[] {
    if (this.ids.size === 0) return [];
    const data = [...this.ids].map(([text, id]) => `        <data id="${id}">${xmlTextWithCodePoints(text)}</data>`);
    return ['      <originalData>', ...data, '      </originalData>'];
  }
}
