import type { SegmentState, SubState, Target } from '../../model/translation.ts';
import type { BilingualFile, BilingualUnit } from '../bilingual.ts';
import { notePriority, noteText } from '../bilingual.ts';
import { elements, matchIds, type Piece, pieces } from '../inline.ts';
import { nmtoken, xmlAttributes, xmlText } from '../xml.ts';

/** XLIFF 1.2 has no `reviewed`: `signed-off` is what it calls a translation that a reviewer accepted. */
const states: Record<SegmentState, string> = {
  initial: 'needs-review-translation',
  translated: 'translated',
  reviewed: 'signed-off',
  final: 'final',
};

const qualifiers: Record<SubState, string | undefined> = {
  'interlinear:mt': 'leveraged-mt',
  'interlinear:exact': 'exact-match',
  'interlinear:fuzzy': 'fuzzy-match',
  'interlinear:repaired': 'fuzzy-match',
  'interlinear:given': undefined,
  'interlinear:kept': 'leveraged-inherited',
  'interlinear:localised': 'leveraged-glossary',
  'interlinear:rejected': 'rejected-inaccurate',
};

/**
 * Writes an article in two languages as XLIFF 1.2 (OASIS Standard, 1 February 2008; transitional schema), as OmegaT and most other
 * tools read it: one trans-unit a pair, codes as bpt/ept, it and ph with their markup inside, findings as notes, suggestions from
 * memory as alt-trans.
 *
 * Only a final target is `approved`. Characters that XML forbids become U+FFFD.
 */
export function writeXliff12(input: BilingualFile): string {
  const file = xmlAttributes({
    original: input.fileName,
    'source-language': input.sourceLanguage,
    'target-language': input.targetLanguage,
    datatype: /\.x?html?$/i.test(input.fileName) ? 'html' : 'plaintext',
    'tool-id': 'interlinear',
    'xml:space': 'preserve',
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
    `  <file${file}>`,
    '    <header><tool tool-id="interlinear" tool-name="Interlinear"/></header>',
    '    <body>',
    ...input.units.map((unit) => writeUnit(unit, input)),
    '    </body>',
    '  </file>',
    '</xliff>',
    '',
  ].join('\n');
}

function writeUnit(unit: BilingualUnit, input: BilingualFile): string {
  const { pair } = unit;
  const source = pieces(pair.source, pair.sourceCodes);
  const target = pair.target.text === null ? undefined : pieces(pair.target.text, pair.target.codes);
  if (target) matchIds(elements(source), elements(target));
  const attributes = xmlAttributes({
    id: nmtoken(unit.id),
    resname: unit.role,
    approved: target && pair.target.state === 'final' ? 'yes' : 'no',
    'xml:space': 'preserve',
  });
  return [
    `      <trans-unit${attributes}>`,
    `        <source>${writePieces(source)}</source>`,
    ...(target ? [`        <target${targetAttributes(pair.target)}>${writePieces(target)}</target>`] : []),
    ...unit.findings.map((finding) => {
      const note = xmlAttributes({
        from: `interlinear:${finding.check}`,
        priority: notePriority[finding.severity],
        annotates: finding.side,
      });
      return `        <note${note}>${xmlText(noteText(finding, input.messages))}</note>`;
    }),
    ...(pair.target.matches ?? []).flatMap(suggestion),
    '      </trans-unit>',
  ].join('\n');
}

function suggestion({ source, target, score, origin }: NonNullable<Target['matches']>[number]): string[] {
  const attributes = xmlAttributes({
    'match-quality': `${Math.min(100, Math.max(0, score))}%`,
    origin: 'memory',
    'xml:space': 'preserve',
  });
  const qualifier = xmlAttributes({ 'state-qualifier': origin === 'mt' ? 'leveraged-mt' : 'fuzzy-match' });
  return [
    `        <alt-trans${attributes}>`,
    `          <source>${xmlText(source)}</source>`,
    `          <target${qualifier}>${xmlText(target)}</target>`,
    '        </alt-trans>',
  ];
}

/** A person's decision outranks where the text came from, so only unconfirmed targets are qualified. */
function targetAttributes(target: Target): string {
  const qualifier = target.state === 'initial' && target.subState ? qualifiers[target.subState] : undefined;
  return xmlAttributes({ state: states[target.state], 'state-qualifier': qualifier });
}

function writePieces(cut: Piece[]): string {
  return cut
    .map((piece) => {
      if (typeof piece === 'string') return xmlText(piece);
      const { element, end } = piece;
      const id = nmtoken(element.id);
      const code = end === 'first' ? element.first : (element.last ?? element.first);
      const data = xmlText(code.data);
      if (element.kind === 'standalone') return `<ph id="${id}">${data}</ph>`;
      if (element.kind === 'open') return `<it id="${id}" pos="open">${data}</it>`;
      if (element.kind === 'close') return `<it id="${id}" pos="close">${data}</it>`;
      return end === 'first' ? `<bpt id="${id}">${data}</bpt>` : `<ept id="${id}">${data}</ept>`;
    })
    .join('');
}
