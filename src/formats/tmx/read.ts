import { SaxesParser } from 'saxes';
import type { InlineCode } from '../../model/article.ts';
import { InterlinearError } from '../../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import { identify, type RawCode } from './codes.ts';
import { readDate } from './date.ts';

/** Free properties by type as the file writes it, each with its values in order; `note` holds the notes. */
export type TmxProperties = Record<string, string[]>;

/** One text of a unit. */
export interface TmxVariant {
  /** 1-based line of its `<tuv>`. */
  line: number;
  language: LanguageTag;
  text: string;
  codes: InlineCode[];
  /** TMX creationid and creationdate, changeid and changedate, of the variant or else of its unit. */
  author?: string;
  createdAt?: Date;
  changedBy?: string;
  changedAt?: Date;
  /** `mt` where the file says that no person stands behind the text. */
  origin: 'human' | 'mt';
  properties: TmxProperties;
}

/** A translation unit with at least two usable variants. */
export interface TmxUnit {
  tuid?: string;
  /** 1-based line of its `<tu>`. */
  line: number;
  /** The language it was translated from, where unit or header names one. */
  sourceLanguage?: LanguageTag;
  usageCount?: number;
  usedAt?: Date;
  /** Properties and notes of the unit, and what stood in elements that TMX does not know, as `x-ELEMENT`. */
  properties: TmxProperties;
  variants: TmxVariant[];
}

/** A unit that cannot be used, and why: a key in the `errors` namespace. */
export interface TmxRefusal {
  line: number;
  reason: string;
}

interface OpenVariant {
  line: number;
  written: string;
  text: string;
  codes: RawCode[];
  props: TmxProperties;
  attributes: Record<string, string>;
}

interface OpenUnit {
  line: number;
  props: TmxProperties;
  attributes: Record<string, string>;
  variants: OpenVariant[];
  /** Why it cannot be used, as soon as that is known. */
  fault?: string;
}

const codeKinds: Record<string, RawCode['kind']> = { bpt: 'open', ept: 'close', ph: 'standalone', ut: 'standalone' };

/** What tools write as the origin of a text that nobody has confirmed, in lower case. */
const unconfirmedOrigins = new Set(['mt', 'machine', 'machinetranslation', 'given', 'memory', 'kept', 'table']);

/** Longest text of a unit, in UTF-16 units: a hundred times what anybody translates at once. */
const LONGEST_TEXT = 1_000_000;
/** Most input without a single tag: a file that is one endless text must not fill the memory. */
const LONGEST_STRETCH = 32_000_000;

/** Stands for a character that XML forbids until its unit is refused. A noncharacter: no text has it. */
const FORBIDDEN = '\ufdd0';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * Reads a translation memory exchange file (TMX 1.1 to 1.4b) piece by piece, in constant memory. Languages may be spelled `EN-US`,
 * `en_us` or `eng`; inside a text the content of elements that TMX does not know is kept. `<hi>` marks a stretch of text and is no code.
 *
 * `write` and `end` throw InterlinearError `memory.malformed` {line, reason} when the XML is not well-formed or breaks off;
 * `memory.not-tmx` {root} when it is another kind of file; `memory.entities` {line} when its DTD declares entities (they can grow a
 * small file beyond any memory). Every unit before that point has been handed over.
 */
export class TmxReader {
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #take: { unit(unit: TmxUnit): void; refused(refusal: TmxRefusal): void };
  readonly #path: string[] = [];
  #headerLanguage: string | undefined;
  #unit: OpenUnit | undefined;
  #variant: OpenVariant | undefined;
  #segDepth = 0;
  #code: RawCode | undefined;
  #codeDepth = 0;
  /** A property, a note or an unknown element. */
  #prop: { type: string; value: string; depth: number } | undefined;
  #sinceTag = 0;

  constructor(take: { unit(unit: TmxUnit): void; refused(refusal: TmxRefusal): void }) {
    this.#take = take;
    const parser = this.#parser;
    parser.on('error', (error) => {
      const reason = error.message.replace(/^\d+:\d+: /, '');
      // A reference to a character that XML forbids costs its unit, not the file.
      if (reason.startsWith('malformed character entity') && this.#unit) {
        this.#unit.fault ??= 'memory.unit-characters';
        return;
      }
      throw new InterlinearError('memory.malformed', { line: parser.line, reason });
    });
    parser.on('doctype', (doctype) => {
      if (doctype.includes('<!ENTITY')) throw new InterlinearError('memory.entities', { line: parser.line });
    });
    parser.on('opentagstart', ({ name }) => {
      this.#sinceTag = 0;
      if (name === 'tu' && !this.#unit) this.#unit = { line: parser.line, props: {}, attributes: {}, variants: [] };
    });
    parser.on('opentag', (tag) => this.#open(tag.name, tag.attributes));
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.on('closetag', ({ name }) => {
      this.#sinceTag = 0;
      this.#close(name);
    });
  }

  write(chunk: string): void {
    this.#sinceTag += chunk.length;
    if (this.#sinceTag > LONGEST_STRETCH + chunk.length)
      throw new InterlinearError('memory.malformed', { line: this.#parser.line, reason: 'memory.reason.endless' });
    this.#parser.write(chunk.replace(forbidden, FORBIDDEN));
  }

  end(): void {
    this.#parser.close();
  }

  #open(name: string, attributes: Record<string, string>): void {
    const path = this.#path;
    if (path.length === 0 && name !== 'tmx') throw new InterlinearError('memory.not-tmx', { root: name });
    path.push(name);
    if (this.#code || this.#prop) return;
    const unit = this.#unit;
    const variant = this.#variant;
    if (variant && this.#segDepth > 0) {
      const kind = name === 'it' ? (attributes.pos === 'end' ? 'close' : 'open') : codeKinds[name];
      if (!kind) return;
      const code: RawCode = { kind, at: variant.text.length, data: '' };
      if (attributes.x !== undefined) code.x = attributes.x;
      if ((name === 'bpt' || name === 'ept') && attributes.i !== undefined) code.i = attributes.i;
      this.#code = code;
      this.#codeDepth = path.length;
    } else if (name === 'header' && !unit) {
      this.#headerLanguage = attributes.srclang;
    } else if (!unit) {
      return;
    } else if (name === 'tu') {
      unit.attributes = attributes;
    } else if (name === 'tuv') {
      const written = attributes['xml:lang'] ?? attributes.lang ?? '';
      this.#variant = { line: this.#parser.line, written, text: '', codes: [], props: {}, attributes };
    } else if (name === 'seg') {
      if (variant) this.#segDepth = path.length;
    } else {
      const type = name === 'prop' ? (attributes.type ?? '') : name === 'note' ? 'note' : `x-${name}`;
      this.#prop = { type, value: '', depth: path.length };
    }
  }

  #text(text: string): void {
    if (this.#code) this.#code.data += text;
    else if (this.#variant && this.#segDepth > 0) {
      if (this.#variant.text.length + text.length > LONGEST_TEXT && this.#unit)
        this.#unit.fault ??= 'memory.unit-large';
      else this.#variant.text += text;
    } else if (this.#prop) this.#prop.value += text;
  }

  #close(name: string): void {
    const depth = this.#path.length;
    this.#path.pop();
    if (this.#code) {
      if (depth !== this.#codeDepth) return;
      this.#variant?.codes.push(this.#code);
      this.#code = undefined;
    } else if (this.#segDepth > 0) {
      if (depth === this.#segDepth) this.#segDepth = 0;
    } else if (this.#prop) {
      if (depth !== this.#prop.depth) return;
      const owner = this.#variant ?? this.#unit;
      const { type, value } = this.#prop;
      if (owner && value.trim() !== '') owner.props[type] = [...(owner.props[type] ?? []), value.trim()];
      this.#prop = undefined;
    } else if (name === 'tuv' && this.#variant && this.#unit) {
      this.#unit.variants.push(this.#variant);
      this.#variant = undefined;
    } else if (name === 'tu' && this.#unit) {
      const read = closeUnit(this.#unit, this.#headerLanguage);
      this.#unit = undefined;
      if ('reason' in read) this.#take.refused(read);
      else this.#take.unit(read);
    }
  }
}

/** Reads a whole file with TmxReader. @returns usable units in file order, and the units refused with their lines */
export function readTmx(xml: string): { units: TmxUnit[]; refused: TmxRefusal[] } {
  const units: TmxUnit[] = [];
  const refused: TmxRefusal[] = [];
  const reader = new TmxReader({ unit: (unit) => units.push(unit), refused: (refusal) => refused.push(refusal) });
  reader.write(xml);
  reader.end();
  return { units, refused };
}

function closeUnit(unit: OpenUnit, headerLanguage: string | undefined): TmxUnit | TmxRefusal {
  if (unit.fault) return { line: unit.line, reason: unit.fault };
  const known = unit.variants.flatMap((variant) => {
    const language = knownLanguage(variant.written);
    return language === undefined ? [] : [{ variant, language }];
  });
  const usable = known.filter(({ variant }) => variant.text.trim() !== '');
  if (usable.length < 2) {
    const reason = known.length < unit.variants.length ? 'memory.unit-language' : 'memory.unit-variants';
    return { line: unit.line, reason };
  }
  if (usable.some(({ variant }) => [variant.text, ...variant.codes.map(({ data }) => data)].join().includes(FORBIDDEN)))
    return { line: unit.line, reason: 'memory.unit-characters' };
  const codes = identify(usable.map(({ variant }) => variant.codes));
  const { tuid, usagecount, lastusagedate } = unit.attributes;
  const sourceLanguage = knownLanguage(unit.attributes.srclang ?? headerLanguage ?? '');
  const usedAt = readDate(lastusagedate);
  return {
    ...(tuid && { tuid }),
    line: unit.line,
    ...(sourceLanguage && { sourceLanguage }),
    ...(/^\d{1,9}$/.test(usagecount ?? '') && { usageCount: Number(usagecount) }),
    ...(usedAt && { usedAt }),
    properties: unit.props,
    variants: usable.map(({ variant, language }, index) => {
      const stated = (name: string) => variant.attributes[name] || unit.attributes[name];
      const author = stated('creationid');
      const createdAt = readDate(variant.attributes.creationdate) ?? readDate(unit.attributes.creationdate);
      const changedBy = stated('changeid');
      const changedAt = readDate(variant.attributes.changedate) ?? readDate(unit.attributes.changedate);
      return {
        line: variant.line,
        language,
        text: variant.text,
        codes: codes[index] ?? [],
        ...(author && { author }),
        ...(createdAt && { createdAt }),
        ...(changedBy && { changedBy }),
        ...(changedAt && { changedAt }),
        origin: originOf([variant.props, unit.props]),
        properties: variant.props,
      };
    }),
  };
}

/** Files write few languages, a million times each. */
const languages = new Map<string, LanguageTag | undefined>();
/** A file that writes another one on every line must not fill the memory. */
const MOST_LANGUAGES = 1000;

function knownLanguage(written: string): LanguageTag | undefined {
  if (languages.has(written)) return languages.get(written);
  let language: LanguageTag | undefined;
  try {
    language = parseLanguage(written);
  } catch {
    // Nobody knows it: the texts in it cannot be used.
  }
  if (languages.size < MOST_LANGUAGES) languages.set(written, language);
  return language;
}

/** The last value of a property, whatever the case of its type, from the first owner that has it. */
export function propertyOf(owners: TmxProperties[], type: string): string | undefined {
  for (const properties of owners)
    for (const [name, values] of Object.entries(properties)) if (name.toLowerCase() === type) return values.at(-1);
  return undefined;
}

/** Machine text counts as human once somebody reviewed it; a text that somebody rejected does not. */
function originOf(owners: TmxProperties[]): TmxVariant['origin'] {
  const state = propertyOf(owners, 'x-state')?.toLowerCase();
  if (state === 'reviewed' || state === 'final') return 'human';
  if (state === 'initial') return 'mt';
  return unconfirmedOrigins.has(propertyOf(owners, 'x-origin')?.toLowerCase() ?? '') ? 'mt' : 'human';
}
