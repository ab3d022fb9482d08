import { SaxesParser } from 'saxes';
import type { InlineCode } from '../../model/article.ts';
import { InterlinearError } from '../../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import { identify, type RawCode } from './codes.ts';

/** One text of a unit. */
export interface TmxVariant {
  language: LanguageTag;
  text: string;
  codes: InlineCode[];
  /** TMX creationid and creationdate, of the variant or else of its unit. */
  author?: string;
  createdAt?: Date;
  /** `mt` where the file says that no person stands behind the text. */
  origin: 'human' | 'mt';
}

/** A translation unit with at least two usable variants. */
export interface TmxUnit {
  tuid?: string;
  /** 1-based line of its `<tu>`. */
  line: number;
  variants: TmxVariant[];
}

/** A unit that cannot be used, and why: a key in the `errors` namespace. */
export interface TmxRefusal {
  line: number;
  reason: string;
}

interface Properties {
  [type: string]: string;
}

interface OpenVariant {
  written: string;
  text: string;
  codes: RawCode[];
  props: Properties;
  attributes: Record<string, string>;
}

interface OpenUnit {
  line: number;
  props: Properties;
  attributes: Record<string, string>;
  variants: OpenVariant[];
}

const codeKinds: Record<string, RawCode['kind']> = { bpt: 'open', ept: 'close', ph: 'standalone', ut: 'standalone' };

/** What tools write as the origin of a text that nobody has confirmed, in lower case. */
const unconfirmedOrigins = new Set(['mt', 'machine', 'machinetranslation', 'given', 'memory', 'kept', 'table']);

/**
 * Reads a translation memory exchange file (TMX 1.1 to 1.4b). Languages may be spelled `EN-US`, `en_us` or `eng`; elements that TMX
 * does not know are passed over, inside a text their content is kept. `<hi>` marks a stretch of text and is no code.
 *
 * @returns usable units in file order, and the units refused with their lines
 * @throws InterlinearError `memory.malformed` {line, reason} when the XML is not well-formed; `memory.not-tmx` {root} when it is
 *   another kind of file; `memory.entities` {line} when its DTD declares entities (they can grow a small file beyond any memory)
 */
export function readTmx(xml: string): { units: TmxUnit[]; refused: TmxRefusal[] } {
  const units: TmxUnit[] = [];
  const refused: TmxRefusal[] = [];
  const parser = new SaxesParser({ xmlns: false, position: true });
  const path: string[] = [];
  let unit: OpenUnit | undefined;
  let variant: OpenVariant | undefined;
  let segDepth = 0;
  let code: RawCode | undefined;
  let codeDepth = 0;
  let prop: { type: string; value: string } | undefined;

  parser.on('error', (error) => {
    throw new InterlinearError('memory.malformed', {
      line: parser.line,
      reason: error.message.replace(/^\d+:\d+: /, ''),
    });
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('<!ENTITY')) throw new InterlinearError('memory.entities', { line: parser.line });
  });
  parser.on('opentagstart', ({ name }) => {
    if (name === 'tu' && !unit) unit = { line: parser.line, props: {}, attributes: {}, variants: [] };
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (path.length === 0 && name !== 'tmx') throw new InterlinearError('memory.not-tmx', { root: name });
    path.push(name);
    if (code) return;
    if (variant && segDepth > 0) {
      const kind = name === 'it' ? (attributes.pos === 'end' ? 'close' : 'open') : codeKinds[name];
      if (!kind) return;
      code = { kind, at: variant.text.length, data: '' };
      if (attributes.x !== undefined) code.x = attributes.x;
      if ((name === 'bpt' || name === 'ept') && attributes.i !== undefined) code.i = attributes.i;
      codeDepth = path.length;
    } else if (name === 'seg') {
      if (variant) segDepth = path.length;
    } else if (name === 'tuv' && unit) {
      const written = attributes['xml:lang'] ?? attributes.lang ?? '';
      variant = { written, text: '', codes: [], props: {}, attributes };
    } else if (name === 'tu' && unit) {
      unit.attributes = attributes;
    } else if (name === 'prop') {
      prop = { type: (attributes.type ?? '').toLowerCase(), value: '' };
    }
  });
  const take = (text: string): void => {
    if (code) code.data += text;
    else if (variant && segDepth > 0) variant.text += text;
    else if (prop) prop.value += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    const depth = path.length;
    path.pop();
    if (code) {
      if (depth !== codeDepth) return;
      variant?.codes.push(code);
      code = undefined;
    } else if (segDepth > 0) {
      if (depth === segDepth) segDepth = 0;
    } else if (name === 'prop' && prop) {
      const owner = variant ?? unit;
      if (owner) owner.props[prop.type] = prop.value.trim();
      prop = undefined;
    } else if (name === 'tuv' && variant && unit) {
      unit.variants.push(variant);
      variant = undefined;
    } else if (name === 'tu' && unit) {
      const read = closeUnit(unit);
      if ('reason' in read) refused.push(read);
      else units.push(read);
      unit = undefined;
    }
  });
  parser.write(xml).close();
  return { units, refused };
}

function closeUnit(unit: OpenUnit): TmxUnit | TmxRefusal {
  const known = unit.variants.flatMap((variant) => {
    const language = knownLanguage(variant.written);
    return language === undefined ? [] : [{ variant, language }];
  });
  const usable = known.filter(({ variant }) => variant.text.trim() !== '');
  if (usable.length < 2) {
    const reason = known.length < unit.variants.length ? 'memory.unit-language' : 'memory.unit-variants';
    return { line: unit.line, reason };
  }
  const codes = identify(usable.map(({ variant }) => variant.codes));
  const { tuid } = unit.attributes;
  return {
    ...(tuid && { tuid }),
    line: unit.line,
    variants: usable.map(({ variant, language }, index) => {
      const author = variant.attributes.creationid || unit.attributes.creationid;
      const createdAt = readDate(variant.attributes.creationdate) ?? readDate(unit.attributes.creationdate);
      return {
        language,
        text: variant.text,
        codes: codes[index] ?? [],
        ...(author && { author }),
        ...(createdAt && { createdAt }),
        origin: originOf({ ...unit.props, ...variant.props }),
      };
    }),
  };
}

function knownLanguage(written: string): LanguageTag | undefined {
  try {
    return parseLanguage(written);
  } catch {
    return undefined;
  }
}

/** Machine text counts as human once somebody reviewed it; a text that somebody rejected does not. */
function originOf(props: Properties): TmxVariant['origin'] {
  const state = props['x-state']?.toLowerCase();
  if (state === 'reviewed' || state === 'final') return 'human';
  if (state === 'initial') return 'mt';
  return unconfirmedOrigins.has(props['x-origin']?.toLowerCase() ?? '') ? 'mt' : 'human';
}

/** TMX writes `20260131T074500Z`; some tools write the extended format. */
function readDate(written: string | undefined): Date | undefined {
  if (!written) return undefined;
  const basic = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z?$/.exec(written);
  const date = new Date(basic ? `${basic.slice(1, 4).join('-')}T${basic.slice(4).join(':')}Z` : written);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
