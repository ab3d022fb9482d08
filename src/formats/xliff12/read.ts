import {
  type BilingualReading,
  type GivenLanguages,
  type ReadPair,
  type ReadText,
  statedLanguage,
} from '../bilingual-reading.ts';
import { CodedText } from '../coded-text.ts';
import { roleNamed } from '../role-name.ts';
import { childrenOf, textOf, type XmlElement } from '../xml-tree.ts';

/** States (XLIFF 1.2, section 2.3 `state`) of a target that nobody has written yet: one without text is no empty translation. */
const unwritten = new Set(['new', 'needs-translation']);

/** What state-qualifiers say of a text that may be the same in both languages. */
const origins: Record<string, ReadPair['origin']> = { 'leveraged-inherited': 'kept', 'leveraged-glossary': 'table' };

/**
 * Reads XLIFF 1.0 to 1.2, and what other tools add to it (SDLXLIFF, MQXLIFF): a trans-unit is a pair, or each of its segments where
 * `seg-source` and target are marked with them. Elements of other namespaces, candidates and units that are not to be translated are
 * passed over; `g`, `x`, `bx`, `ex`, `bpt`, `ept`, `ph` and `it` are codes, other marks are none.
 *
 * @param root its `xliff` element
 */
export function readXliff12(root: XmlElement, given: GivenLanguages): BilingualReading {
  const reading: BilingualReading = { pairs: [], untranslated: 0, passedOver: [] };
  for (const file of childrenOf(root, 'file')) {
    const languages = {
      from: statedLanguage('from', given, file.attributes['source-language']),
      to: statedLanguage('to', given, file.attributes['target-language'] ?? targetLanguageOf(file)),
    };
    for (const body of childrenOf(file, 'body')) readGroup(body, languages, reading);
  }
  return reading;
}

/** Files of some tools name the language at the targets alone. */
function targetLanguageOf(element: XmlElement): string | undefined {
  for (const child of childrenOf(element)) {
    if (child.name === 'target') return child.attributes['xml:lang'];
    if (child.name === 'alt-trans') continue;
    const found = targetLanguageOf(child);
    if (found) return found;
  }
  return undefined;
}

function readGroup(group: XmlElement, languages: Required<GivenLanguages>, reading: BilingualReading): void {
  for (const child of childrenOf(group)) {
    if (child.name === 'group') readGroup(child, languages, reading);
    if (child.name === 'trans-unit' && child.attributes.translate !== 'no') readUnit(child, languages, reading);
  }
}

function readUnit(unit: XmlElement, languages: Required<GivenLanguages>, reading: BilingualReading): void {
  const [source] = childrenOf(unit, 'source');
  const [target] = childrenOf(unit, 'target');
  const name = unit.attributes.id || unit.attributes.resname || `${unit.line}`;
  if (!source) {
    reading.passedOver.push({ line: unit.line, unit: name, reason: 'bilingual.unit-source' });
    return;
  }
  if (!target) {
    reading.untranslated++;
    return;
  }
  const unwrittenState = unwritten.has(target.attributes.state ?? '');
  const role = roleNamed(unit.attributes.resname);
  const most = unit.attributes['size-unit'] === 'char' ? Number(unit.attributes.maxwidth) : Number.NaN;
  const origin = origins[target.attributes['state-qualifier'] ?? ''];
  const common = { ...(role ? { role } : {}), ...(origin ? { origin } : {}), ...(most > 0 ? { maxLength: most } : {}) };
  const [segmented] = childrenOf(unit, 'seg-source');
  const from = segmented ? segmentsOf(segmented) : [];
  const to = new Map(segmentsOf(target).map((segment) => [segment.attributes.mid, segment]));
  const parts =
    from.length > 0 && to.size > 0
      ? from.map((segment) => ({
          unit: `${name}/${segment.attributes.mid ?? ''}`,
          source: segment,
          target: to.get(segment.attributes.mid),
        }))
      : [{ unit: name, source, target }];
  for (const part of parts) {
    const read = part.target && {
      ...{ unit: part.unit, ...common },
      source: textAt(part.source, languages.from),
      target: textAt(part.target, languages.to),
    };
    if (!read || (read.target.text.trim() === '' && (unwrittenState || read.source.text.trim() === '')))
      reading.untranslated++;
    else reading.pairs.push(read satisfies ReadPair);
  }
}

/** The marks of segments in a text, however deep. */
function segmentsOf(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) =>
    child.name === 'mrk' && child.attributes.mtype === 'seg' ? [child] : segmentsOf(child),
  );
}

function textAt(element: XmlElement, language: string): ReadText {
  const coded = new CodedText();
  readInline(element, coded);
  return { language, text: coded.text, codes: coded.codes, line: element.line };
}

function readInline(element: XmlElement, coded: CodedText): void {
  for (const child of element.children) {
    if (typeof child === 'string') {
      coded.add(child);
      continue;
    }
    if (child.namespace !== element.namespace) continue;
    const { id = '', rid = id, pos } = child.attributes;
    const bare = `<${child.name}${id ? ` id="${id}"` : ''}/>`;
    switch (child.name) {
      case 'g':
        coded.open(id, bare.replace('/>', '>'));
        readInline(child, coded);
        coded.close(id, '</g>');
        break;
      case 'x':
        coded.standalone(id, bare);
        break;
      case 'bx':
        coded.open(rid, bare);
        break;
      case 'ex':
        coded.close(rid, bare);
        break;
      case 'bpt':
        coded.open(rid, textOf(child));
        break;
      case 'ept':
        coded.close(rid, textOf(child));
        break;
      case 'it':
        if (pos === 'close') coded.close(id, textOf(child));
        else coded.open(id, textOf(child));
        break;
      case 'ph':
        coded.standalone(id, textOf(child));
        break;
      default:
        readInline(child, coded);
    }
  }
}
