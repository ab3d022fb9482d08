import type { InlineCode } from '../../model/article.ts';
import type { LanguageTag } from '../../model/language.ts';
import { elements, type InlineElement, matchIds, type Piece, pieces } from '../inline.ts';
import { xmlAttributes, xmlText } from '../xml.ts';
import { tmxDate } from './date.ts';

/** One text of a unit. `props` carry `x-state`, `x-origin` and `x-route` where they differ from language to language. */
export interface WritableVariant {
  language: LanguageTag;
  /** A variant without text is left out. */
  text: string | null;
  codes: InlineCode[];
  props?: Record<string, string | string[]>;
  author?: string;
}

export interface WritableUnit {
  tuid?: string;
  /** Values by type; `note` is written as notes. */
  props: Record<string, string | string[]>;
  variants: WritableVariant[];
  author?: string;
  /** Default: the time of writing; null where nobody knows. */
  createdAt?: Date | null;
  changedBy?: string;
  changedAt?: Date;
  usageCount?: number;
  usedAt?: Date;
}

export interface WritableHeader {
  /** Absent where units have sources of several languages. */
  sourceLanguage?: LanguageTag;
  toolVersion: string;
  createdAt: Date;
}

export interface WritableMemory extends WritableHeader {
  units: WritableUnit[];
}

/**
 * Writes a translation memory as TMX 1.4b (LISA OSCAR, 26 April 2005), valid against tmx14.dtd. A unit none of whose variants has text
 * is left out. Characters that XML forbids become U+FFFD.
 */
export function writeTmx(input: WritableMemory): string {
  return [tmxStart(input), ...input.units.map((unit) => tmxUnit(unit, input.createdAt)), tmxEnd].join('');
}

/** Everything before the first unit. */
export function tmxStart({ sourceLanguage, toolVersion, createdAt }: WritableHeader): string {
  const header = xmlAttributes({
    creationtool: 'Interlinear',
    creationtoolversion: toolVersion,
    segtype: 'sentence',
    'o-tmf': 'Interlinear',
    adminlang: 'en',
    srclang: sourceLanguage ?? '*all*',
    datatype: 'plaintext',
    creationdate: tmxDate(createdAt),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    '<tmx version="1.4">',
    `  <header${header}/>`,
    '  <body>',
    '',
  ].join('\n');
}

/** Everything after the last unit. */
export const tmxEnd = '  </body>\n</tmx>\n';

/** One unit; empty where none of its variants has text. */
export function tmxUnit(unit: WritableUnit, now: Date): string {
  const variants = unit.variants.filter((variant) => variant.text !== null && variant.text !== '');
  if (variants.length === 0) return '';
  const cuts = variants.map(({ text, codes }) => pieces(text ?? '', codes));
  tieCodes(cuts.map(elements));
  const date = (at: Date | null | undefined) => (at ? tmxDate(at) : undefined);
  const attributes = xmlAttributes({
    tuid: unit.tuid,
    usagecount: unit.usageCount,
    lastusagedate: date(unit.usedAt),
    creationdate: date(unit.createdAt === undefined ? now : unit.createdAt),
    creationid: unit.author,
    changedate: date(unit.changedAt),
    changeid: unit.changedBy,
  });
  return [
    `    <tu${attributes}>`,
    ...writeProps(unit.props, '      '),
    ...variants.flatMap((variant, index) => [
      `      <tuv${xmlAttributes({ 'xml:lang': variant.language, creationid: variant.author })}>`,
      ...writeProps(variant.props ?? {}, '        '),
      `        <seg>${writePieces(cuts[index] ?? [])}</seg>`,
      '      </tuv>',
    ]),
    '    </tu>',
    '',
  ].join('\n');
}

function writeProps(props: Record<string, string | string[]>, indent: string): string[] {
  return Object.entries(props).flatMap(([type, values]) =>
    [values].flat().map((value) => {
      const [element, attributes] = type === 'note' ? ['note', ''] : ['prop', xmlAttributes({ type })];
      return `${indent}<${element}${attributes}>${xmlText(value)}</${element}>`;
    }),
  );
}

/**
 * Gives the same code the same numbers in every variant of a unit, whatever ids each text has of its own: those of the first variant that
 * has the code. A code that no variant before had gets numbers that none has, as does one whose ids another code of its text has (texts of
 * several blocks in one).
 */
function tieCodes(variants: InlineElement[][]): void {
  const known: InlineElement[] = [];
  const numbers = new Set(variants.flatMap((variant) => variant.flatMap(idsOf)));
  let last = 0;
  const fresh = (): string => {
    do last++;
    while (numbers.has(String(last)));
    return String(last);
  };
  const taken = new Set<string>();
  const own = (id: string): string => {
    const free = taken.has(id) ? fresh() : id;
    taken.add(free);
    return free;
  };
  for (const [index, variant] of variants.entries()) {
    matchIds(known, variant);
    for (const element of variant) {
      const twin = known.find(({ id }) => id === element.id);
      const name = (id: string): string => (index === 0 ? own(id) : fresh());
      if (!twin) element.id = name(element.first.id);
      if (element.last) element.last = { ...element.last, id: twin?.last?.id ?? name(element.last.id) };
    }
    known.push(...variant.filter((element) => !known.some(({ id }) => id === element.id)));
  }
}

function idsOf({ first, last }: InlineElement): string[] {
  return last ? [first.id, last.id] : [first.id];
}

/**
 * TMX gives a pair two numbers: `i` ties the ends within a text, `x` ties a code to the same code of another language. We write the
 * closing code's id as `i` and the opening one's as `x`, so that both come back.
 */
function writePieces(cut: Piece[]): string {
  return cut
    .map((piece) => {
      if (typeof piece === 'string') return xmlText(piece);
      const { element, end } = piece;
      const first = xmlText(element.first.data);
      if (element.kind === 'standalone') return `<ph${xmlAttributes({ x: element.id })}>${first}</ph>`;
      if (element.kind !== 'pair') {
        return `<it${xmlAttributes({ pos: element.kind === 'open' ? 'begin' : 'end', x: element.id })}>${first}</it>`;
      }
      const i = element.last?.id ?? element.id;
      return end === 'first'
        ? `<bpt${xmlAttributes({ i, x: element.id })}>${first}</bpt>`
        : `<ept${xmlAttributes({ i })}>${xmlText(element.last?.data ?? '')}</ept>`;
    })
    .join('');
}
