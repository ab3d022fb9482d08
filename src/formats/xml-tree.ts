import { SaxesParser } from 'saxes';
import { InterlinearError } from '../model/errors.ts';
import { EncodingScan } from './tmx/encoding.ts';

/** An element of an XML file. */
export interface XmlElement {
  /** Its name without prefix. */
  name: string;
  /** Namespace; '' where it has none. */
  namespace: string;
  /** Attributes by their names without prefix; those of another namespace than none and XML's own are left out. */
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
  /** 1-based line in which it begins. */
  line: number;
}

/** Deeper than any translation; walking a tree must not exhaust the stack. */
const DEEPEST = 200;

/** Text that is not encoded as its bytes say is noticed here. @throws InterlinearError `input.encoding` {encoding, byte} */
export function decodeXml(bytes: Uint8Array): string {
  const scan = new EncodingScan();
  scan.write(bytes);
  const encoding = scan.result();
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new InterlinearError('input.encoding', { encoding, byte: 0 });
  }
}

/**
 * Reads a whole XML file. Entities of its own document type are refused: they can grow a small file beyond any memory.
 *
 * @throws InterlinearError `bilingual.malformed` {line, reason}; `bilingual.entities` {line}
 */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let begun = 1;
  const refuse = (reason: string) => {
    throw new InterlinearError('bilingual.malformed', { line: parser.line, reason });
  };
  parser.on('error', (error) => {
    const reason = error.message.replace(/^\d+:\d+: /, '');
    // What tools add under a prefix that they forgot to declare is passed over like all additions.
    if (!reason.startsWith('unbound namespace prefix')) refuse(reason);
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('<!ENTITY')) throw new InterlinearError('bilingual.entities', { line: parser.line });
  });
  parser.on('opentagstart', () => {
    begun = parser.line;
  });
  parser.on('opentag', ({ local, prefix, uri, attributes }) => {
    if (open.length >= DEEPEST) refuse('bilingual.reason.deep');
    const element: XmlElement = { name: local, namespace: uri || prefix, attributes: {}, children: [], line: begun };
    for (const attribute of Object.values(attributes))
      if (attribute.prefix === '' || attribute.prefix === 'xml') element.attributes[attribute.name] = attribute.value;
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const keep = (content: string) => {
    const inside = open.at(-1)?.children;
    if (!inside) return;
    // A parser hands text over in pieces.
    if (typeof inside.at(-1) === 'string') inside.push(`${inside.pop()}${content}`);
    else inside.push(content);
  };
  parser.on('text', keep);
  parser.on('cdata', keep);
  parser.write(text).close();
  return root ?? refuse('bilingual.reason.empty');
}

/** The children of an element that are elements of its own namespace. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' && child.namespace === element.namespace && (name === undefined || child.name === name),
  );
}

/** All text in an element. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
