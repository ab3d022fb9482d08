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

/** What our own sub-states say of a text that may be the same in both languages. */
const origins: Record<string, ReadPair['origin']> = { 'interlinear:kept': 'kept', 'interlinear:localised': 'table' };

/**
 * Reads XLIFF 2.0 to 2.2: every segment is a pair. Elements of modules and units that are not to be translated are passed over; `pc`, `sc`,
 * `ec` and `ph` are codes with the markup of `originalData`, annotations are none, `cp` is the character that it names.
 *
 * @param root its `xliff` element
 */
export function readXliff2(root: XmlElement, given: GivenLanguages): BilingualReading {
  const languages = {
    from: statedLanguage('from', given, root.attributes.srcLang),
    to: statedLanguage('to', given, root.attributes.trgLang),
  };
  const reading: BilingualReading = { pairs: [], untranslated: 0, passedOver: [] };
  for (const file of childrenOf(root, 'file')) readGroup(file, file.attributes.translate, languages, reading);
  return reading;
}

/** @param translate what the elements around say; each may say otherwise for itself */
function readGroup(
  group: XmlElement,
  translate: string | undefined,
  languages: Required<GivenLanguages>,
  reading: BilingualReading,
): void {
  for (const child of childrenOf(group)) {
    const wish = child.attributes.translate ?? translate;
    if (child.name === 'group') readGroup(child, wish, languages, reading);
    if (child.name === 'unit' && wish !== 'no') readUnit(child, languages, reading);
  }
}

function readUnit(unit: XmlElement, languages: Required<GivenLanguages>, reading: BilingualReading): void {
  const data = new Map(
    childrenOf(unit, 'originalData').flatMap((list) =>
      childrenOf(list, 'data').map((one) => [one.attributes.id ?? '', codePointsIn(one)] as const),
    ),
  );
  const segments = childrenOf(unit, 'segment');
  const role = roleNamed(unit.attributes.type);
  for (const [index, segment] of segments.entries()) {
    const own = segment.attributes.id ?? `${index + 1}`;
    const name = segments.length > 1 ? `${unit.attributes.id ?? unit.line}/${own}` : (unit.attributes.id ?? own);
    const [source] = childrenOf(segment, 'source');
    const [target] = childrenOf(segment, 'target');
    if (!source) {
      reading.passedOver.push({ line: segment.line, unit: name, reason: 'bilingual.unit-source' });
      continue;
    }
    const [left, right] = [textAt(source, languages.from, data), target && textAt(target, languages.to, data)];
    const isInitial = (segment.attributes.state ?? 'initial') === 'initial';
    if (!right || (right.text.trim() === '' && (isInitial || left.text.trim() === ''))) reading.untranslated++;
    else {
      const origin = origins[segment.attributes.subState ?? ''];
      const known = { ...(role ? { role } : {}), ...(origin ? { origin } : {}) };
      reading.pairs.push({ unit: name, source: left, target: right, ...known });
    }
  }
}

function textAt(element: XmlElement, language: string, data: ReadonlyMap<string, string>): ReadText {
  const coded = new CodedText();
  readInline(element, coded, data);
  return { language, text: coded.text, codes: coded.codes, line: element.line };
}

function readInline(element: XmlElement, coded: CodedText, data: ReadonlyMap<string, string>): void {
  for (const child of element.children) {
    if (typeof child === 'string') {
      coded.add(child);
      continue;
    }
    if (child.namespace !== element.namespace) continue;
    const { id = '', startRef = id, dataRef, dataRefStart, dataRefEnd, hex = '' } = child.attributes;
    // Without its data a code is still something that a translation must not lose.
    const markup = (reference: string | undefined, bare: string) => data.get(reference ?? '') ?? bare;
    switch (child.name) {
      case 'cp':
        coded.add(characterOf(hex));
        break;
      case 'ph':
        coded.standalone(id, markup(dataRef, `<ph id="${id}"/>`));
        break;
      case 'sc':
        coded.open(id, markup(dataRef, `<sc id="${id}"/>`));
        break;
      case 'ec':
        coded.close(startRef, markup(dataRef, `<ec id="${startRef}"/>`));
        break;
      case 'pc':
        coded.open(id, markup(dataRefStart, `<pc id="${id}">`));
        readInline(child, coded, data);
        coded.close(id, markup(dataRefEnd, '</pc>'));
        break;
      default:
        readInline(child, coded, data);
    }
  }
}

/** The text of `data`, with the characters that XML forbids. */
function codePointsIn(element: XmlElement): string {
  return element.children
    .map((child) =>
      typeof child === 'string' ? child : child.name === 'cp' ? characterOf(child.attributes.hex ?? '') : textOf(child),
    )
    .join('');
}

/** A number that names no character stands as U+FFFD. */
function characterOf(hex: string): string {
  const code = /^[0-9A-Fa-f]{1,6}$/.test(hex) ? Number.parseInt(hex, 16) : Number.NaN;
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
