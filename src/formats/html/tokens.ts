import { type Token, type TokenHandler, Tokenizer, TokenizerMode } from 'parse5';

/** A piece of markup, or the text between two pieces, as it stands in the input: half-open offsets, in order, without gaps. */
export interface Piece {
  kind: 'text' | 'start' | 'end' | 'other';
  /** Lower-case element name for `start` and `end`, else empty. */
  name: string;
  start: number;
  end: number;
  /** Attributes of a start tag, each with the range of the whole attribute. */
  attributes: Map<string, { value: string; start: number; end: number }>;
}

/** Elements whose content is not markup; the tree builder would tell the tokenizer so (WHATWG HTML, 13.2.6.4). */
const contentModes: Record<string, number> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  script: TokenizerMode.SCRIPT_DATA,
  plaintext: TokenizerMode.PLAINTEXT,
};

/**
 * Cuts HTML into pieces with parse5's tokenizer. The tokens are used, not the tree: a tree repairs bad markup by moving and doubling
 * nodes, and then their places in the input are lost.
 */
export function pieces(input: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  const add = (kind: Piece['kind'], token: Token.Token, name: string, attributes: Piece['attributes'] = new Map()) => {
    const location = token.location;
    if (!location) return;
    if (location.startOffset > at)
      found.push({ kind: 'text', name: '', start: at, end: location.startOffset, attributes: new Map() });
    found.push({ kind, name, start: location.startOffset, end: location.endOffset, attributes });
    at = location.endOffset;
  };
  const handler: TokenHandler = {
    onStartTag(token) {
      const attributes: Piece['attributes'] = new Map();
      for (const { name, value } of token.attrs) {
        const place = token.location?.attrs?.[name];
        if (place) attributes.set(name, { value, start: place.startOffset, end: place.endOffset });
      }
      add('start', token, token.tagName, attributes);
      const mode = contentModes[token.tagName];
      if (mode !== undefined) {
        tokenizer.state = mode;
        tokenizer.lastStartTagName = token.tagName;
      }
    },
    onEndTag: (token) => add('end', token, token.tagName),
    onComment: (token) => add('other', token, ''),
    onDoctype: (token) => add('other', token, ''),
    onEof: () => {
      if (at < input.length)
        found.push({ kind: 'text', name: '', start: at, end: input.length, attributes: new Map() });
    },
    onCharacter() {},
    onNullCharacter() {},
    onWhitespaceCharacter() {},
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  tokenizer.write(input, true);
  return found;
}
