import { SaxesParser } from 'saxes';
import { InterlinearError } from '../../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import type { Term, TermRow } from '../../model/term.ts';
import type { ReadTerm } from '../glossary.ts';
import { fromXmlId, knownDialects, partOfSpeechOf, statusOf } from './categories.ts';

/** Elements by what they are, in TBX 3 and in TBX 2. */
const entries = new Set(['conceptEntry', 'termEntry']);
const languageSections = new Set(['langSec', 'langSet']);
const termSections = new Set(['termSec', 'tig', 'ntig']);
/** Elements whose `type` says what they hold; in the DCT style the element's own name says it. */
const typed = new Set(['termNote', 'descrip', 'admin', 'transac', 'descripNote', 'adminNote']);
/** Structure that is no data category. */
const structure = new Set([
  'tbx',
  'martif',
  'tbxHeader',
  'martifHeader',
  'fileDesc',
  'titleStmt',
  'title',
  'publicationStmt',
]);

interface OpenTerm {
  line: number;
  text: string;
  status?: Term['status'];
  partOfSpeech?: Term['partOfSpeech'];
  acronym?: boolean;
  note?: string;
  source?: string;
}

/** Longest text of an element, in UTF-16 units. */
const LONGEST_TEXT = 1_000_000;

/**
 * Reads TBX 3 (DCA and DCT style) and TBX 2 (`martif`) piece by piece.
 *
 * `write` and `end` throw InterlinearError `glossary.malformed` {name, line, reason, value} for XML that is not well-formed,
 * `glossary.not-tbx` {root}, and `glossary.entities` {line} where the file declares entities of its own (they can grow a small file beyond
 * any memory). A dialect that is not known is named once, and read for what the core has.
 */
export class TbxReader {
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #name: string;
  #read: ReadTerm[] = [];
  #depth = 0;
  #concept: { id: string; domain?: string; rows: TermRow[]; line: number } | undefined;
  #language: LanguageTag | undefined;
  #term: OpenTerm | undefined;
  /** The element whose text is being gathered: its category, its depth. */
  #field: { category: string; depth: number; text: string; line: number } | undefined;
  #inHeader = false;
  #entry = 0;

  constructor(name: string) {
    this.#name = name;
    const parser = this.#parser;
    parser.on('error', (error) => {
      throw this.#malformed('xml', error.message.replace(/^\d+:\d+: /, ''));
    });
    parser.on('doctype', (doctype) => {
      if (doctype.includes('<!ENTITY')) throw new InterlinearError('glossary.entities', { name, line: parser.line });
    });
    parser.on('opentag', ({ name: element, attributes }) => this.#open(element, attributes));
    parser.on('text', (text) => this.#gather(text));
    parser.on('cdata', (text) => this.#gather(text));
    parser.on('closetag', ({ name: element }) => this.#close(element.replace(/^.*:/, '')));
  }

  /** @returns what has been read since the last call */
  write(piece: string): ReadTerm[] {
    this.#parser.write(piece);
    return this.#taken();
  }

  end(): ReadTerm[] {
    this.#parser.close();
    return this.#taken();
  }

  #taken(): ReadTerm[] {
    const read = this.#read;
    this.#read = [];
    return read;
  }

  #malformed(reason: string, value: string): InterlinearError {
    return new InterlinearError('glossary.malformed', {
      name: this.#name,
      line: this.#parser.line,
      reason: `glossary.reason.${reason}`,
      value,
    });
  }

  #refuse(line: number, reason: string, value: string, ignored = false): void {
    this.#read.push({
      refusal: { line, reason: `glossary.reason.${reason}`, value, ...(ignored ? { ignored } : {}) },
    });
  }

  #open(written: string, attributes: Record<string, string>): void {
    const element = written.replace(/^.*:/, '');
    this.#depth++;
    if (this.#depth === 1) {
      if (element !== 'tbx' && element !== 'martif')
        throw new InterlinearError('glossary.not-tbx', { name: this.#name, root: element });
      const dialect = attributes.type ?? '';
      if (dialect !== '' && !knownDialects.has(dialect)) this.#refuse(this.#parser.line, 'dialect', dialect, true);
      return;
    }
    if (element === 'tbxHeader' || element === 'martifHeader') this.#inHeader = true;
    if (this.#inHeader || this.#field || structure.has(element)) return;
    const { line } = this.#parser;
    if (entries.has(element)) {
      this.#entry++;
      const id = attributes.id?.trim();
      this.#concept = { id: id ? fromXmlId(id) : `entry ${this.#entry}`, rows: [], line };
    } else if (languageSections.has(element)) {
      const tag = attributes['xml:lang'] ?? attributes.lang ?? '';
      try {
        this.#language = parseLanguage(tag);
      } catch {
        this.#language = undefined;
        this.#refuse(line, 'unknown-language', tag);
      }
    } else if (termSections.has(element)) this.#term = { line, text: '' };
    else if (typed.has(element))
      this.#field = { category: attributes.type ?? element, depth: this.#depth, text: '', line };
    else if (
      !['text', 'body', 'termGrp', 'descripGrp', 'adminGrp', 'transacGrp', 'termNoteGrp', 'back'].includes(element)
    )
      this.#field = { category: element, depth: this.#depth, text: '', line };
  }

  #gather(text: string): void {
    if (!this.#field) return;
    this.#field.text += text;
    if (this.#field.text.length > LONGEST_TEXT) throw this.#malformed('long', this.#field.category);
  }

  #close(element: string): void {
    const field = this.#field;
    if (field && field.depth === this.#depth) {
      this.#field = undefined;
      this.#take(field.category, field.text, field.line);
    }
    this.#depth--;
    if (this.#inHeader) {
      if (element === 'tbxHeader' || element === 'martifHeader') this.#inHeader = false;
      return;
    }
    if (field) return;
    if (termSections.has(element)) this.#endTerm();
    else if (languageSections.has(element)) this.#language = undefined;
    else if (entries.has(element)) this.#endConcept();
  }

  #take(category: string, text: string, line: number): void {
    const term = this.#term;
    const trimmed = text.trim();
    if (trimmed === '' && category !== 'term') return;
    if (category === 'subjectField' && this.#concept) this.#concept.domain ??= text;
    else if (!term) this.#refuse(line, 'category', category, true);
    else if (category === 'term') term.text = text;
    else if (category === 'administrativeStatus' || category === 'normativeAuthorization') {
      const status = statusOf(text);
      if (status) term.status = status;
      else this.#refuse(line, 'unknown-status', trimmed, true);
    } else if (category === 'partOfSpeech') {
      const part = partOfSpeechOf(text);
      if (part) term.partOfSpeech = part;
      else this.#refuse(line, 'category', `${category} ${trimmed}`, true);
    } else if (category === 'termType') {
      if (/^(?:acronym|abbreviation|initialism)$/i.test(trimmed)) term.acronym = true;
    } else if (category === 'note') term.note = term.note === undefined ? text : `${term.note}\n${text}`;
    else if (category === 'source') term.source = text;
    else this.#refuse(line, 'category', category, true);
  }

  #endTerm(): void {
    const [term, concept, language] = [this.#term, this.#concept, this.#language];
    this.#term = undefined;
    if (!term || !concept || language === undefined) return;
    if (term.text.trim() === '') {
      this.#refuse(term.line, 'empty-term', concept.id);
      return;
    }
    const kind = term.acronym ? 'acronym' : term.partOfSpeech === 'properNoun' ? 'name' : 'term';
    const first = concept.rows.every((row) => row.term.language !== language);
    concept.rows.push({
      line: term.line,
      concept: concept.id,
      term: {
        language,
        text: term.text,
        status: term.status ?? (first ? 'preferred' : 'admitted'),
        kind,
        ...(term.partOfSpeech && kind !== 'name' ? { partOfSpeech: term.partOfSpeech } : {}),
        ...(term.note !== undefined ? { note: term.note } : {}),
        ...(term.source !== undefined ? { source: term.source } : {}),
      },
    });
  }

  #endConcept(): void {
    const concept = this.#concept;
    this.#concept = undefined;
    if (!concept) return;
    if (concept.rows.length === 0) this.#refuse(concept.line, 'empty-concept', concept.id);
    for (const row of concept.rows)
      this.#read.push({ row: concept.domain === undefined ? row : { ...row, domain: concept.domain } });
  }
}
