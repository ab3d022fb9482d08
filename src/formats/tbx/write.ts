import type { Concept, Term } from '../../model/term.ts';
import type { GlossaryWriter } from '../glossary.ts';
import { xmlAttribute, xmlText } from '../xml.ts';
import { statusValues, toXmlId } from './categories.ts';

/** The elements of a version: TBX 3 (ISO 30042:2019, style DCA) and TBX 2 (`martif`, as OmegaT and older tools read it). */
interface Version {
  head: string;
  tail: string;
  entry: string;
  language: string;
  term: string;
}

export const version3: Version = {
  head:
    '<?xml version="1.0" encoding="UTF-8"?>\n<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n' +
    '<tbxHeader><fileDesc><sourceDesc><p>Written by Interlinear.</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n',
  tail: '</body></text>\n</tbx>\n',
  entry: 'conceptEntry',
  language: 'langSec',
  term: 'termSec',
};

export const version2: Version = {
  head:
    '<?xml version="1.0" encoding="UTF-8"?>\n<martif type="TBX" xml:lang="en">\n' +
    '<martifHeader><fileDesc><sourceDesc><p>Written by Interlinear.</p></sourceDesc></fileDesc>' +
    '<encodingDesc><p type="XCSURI">TBXXCS.xcs</p></encodingDesc></martifHeader>\n<text><body>\n',
  tail: '</body></text>\n</martif>\n',
  entry: 'termEntry',
  language: 'langSet',
  term: 'tig',
};

/** Details of a wording that TBX-Basic has no data category for. */
const unknown: Record<string, (term: Term) => boolean> = {
  case: ({ caseRule }) => caseRule !== undefined,
  inflection: ({ inflection }) => inflection !== undefined,
  forbidden: ({ forbidden }) => forbidden === true,
  dates: ({ validFrom, validTo }) => validFrom !== undefined || validTo !== undefined,
  styles: ({ styles }) => styles !== undefined && styles.length > 0,
  // A name is written as a proper noun, an acronym as its type: what says both cannot be told apart again.
  kind: ({ kind, partOfSpeech }) =>
    kind === 'name' ? partOfSpeech !== undefined && partOfSpeech !== 'properNoun' : partOfSpeech === 'properNoun',
};

/** Writes TBX concept by concept; what it cannot hold is counted. A forbidden wording is at least a deprecated one. */
export class TbxWriter implements GlossaryWriter {
  readonly dropped = new Map<string, number>();
  readonly #version: Version;
  #ids = new Set<string>();

  constructor(version: Version) {
    this.#version = version;
  }

  start(): string {
    return this.#version.head;
  }

  concept(concept: Concept): string {
    const { entry, language: languageElement, term: termElement } = this.#version;
    if (concept.terms.length === 0) return '';
    if (concept.doNotTranslate) this.#drop('do-not-translate');
    const languages = Map.groupBy(concept.terms, ({ language }) => language);
    const sections = [...languages].map(
      ([language, terms]) =>
        `<${languageElement} xml:lang="${xmlAttribute(language)}">${terms.map((term) => `<${termElement}>${this.#term(term)}</${termElement}>`).join('')}</${languageElement}>\n`,
    );
    const subject = concept.domain ? `<descrip type="subjectField">${xmlText(concept.domain)}</descrip>` : '';
    return `<${entry} id="${xmlAttribute(this.#id(concept.id))}">${subject}\n${sections.join('')}</${entry}>\n`;
  }

  end(): string {
    return this.#version.tail;
  }

  #term(term: Term): string {
    for (const [what, has] of Object.entries(unknown)) if (has(term)) this.#drop(what);
    const { text, status, kind, partOfSpeech, note, source, forbidden } = term;
    const part = kind === 'name' ? 'properNoun' : partOfSpeech;
    return [
      `<term>${xmlText(text)}</term>`,
      `<termNote type="administrativeStatus">${statusValues[forbidden && status !== 'superseded' ? 'deprecated' : status]}</termNote>`,
      part ? `<termNote type="partOfSpeech">${part}</termNote>` : '',
      kind === 'acronym' ? '<termNote type="termType">acronym</termNote>' : '',
      source ? `<admin type="source">${xmlText(source)}</admin>` : '',
      note ? `<note>${xmlText(note)}</note>` : '',
    ].join('');
  }

  /** Ids of two glossaries in one file may be the same: XML allows each once. */
  #id(id: string): string {
    const wanted = toXmlId(id);
    let free = wanted;
    for (let number = 2; this.#ids.has(free); number++) free = `${wanted}-${number}`;
    this.#ids.add(free);
    return free;
  }

  #drop(what: string): void {
    this.dropped.set(what, (this.dropped.get(what) ?? 0) + 1);
  }
}
