/** A stretch of the source: a word that is translated, a character Apertium may see as it is, or text it must not see. */
export interface Token {
  kind: 'word' | 'plain' | 'kept';
  /** What Apertium gets (`word`, `plain`), or what comes back in its place (`kept`). */
  text: string;
  /** Half-open UTF-16 offsets in the source. */
  start: number;
  end: number;
}

/** A stretch of the source that is cut from what stands around it, and may go through Apertium as other words or not at all. */
export interface Stretch {
  start: number;
  end: number;
  word?: string;
  /** Set where Apertium must not see it. */
  kept?: true;
}

/** Web and mail addresses, account names, hash tags, file names, times of day and degrees: copied, never translated. */
const verbatim = [
  /(?:https?:\/\/|www\.)[^\s<>"“”«»]*[^\s<>"“”«».,;:!?)\]'’]/uy,
  /[\p{L}\p{N}][\p{L}\p{N}._%+-]*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/uy,
  /[@#][\p{L}\p{N}_]+/uy,
  /[\p{L}\p{Nd}]+(?:[-.]?[\p{L}\p{Nd}]+)*_[\p{L}\p{Nd}_.-]*[\p{L}\p{Nd}]/uy,
  /\d+(?:[.:]\d+)?(?:am|pm)(?![\p{L}\p{Nd}])/uy,
];
const degrees = /°[CFK](?![\p{L}\p{Nd}])/uy;

// Letters outside the Basic Multilingual Plane are in no dictionary: they are kept, like everything that is not listed here.
const word = /[[\p{L}\p{M}\p{Nd}]&&[\0-\uFFFF]]+(?:['’·][[\p{L}\p{M}]&&[\0-\uFFFF]]+)*/vy;
const singleSpace = / (?!\s)/y;
const whiteSpace = /\s+/y;
const punctuation = /[.,;:!?¡¿()"'“”«»…–—%€£-]/y;

/**
 * Cuts a text into tokens without gaps. Apertium's reserved characters and marks (`\ ^ $ / < > { } [ ] @ * # + ~`), controls, emoji,
 * line breaks and runs of white space are all `kept`: what it never sees it cannot change, and every mark in its output is its own.
 */
export function tokenise(text: string, stretches: Stretch[] = []): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { start, end, word, kept } of stretches) {
    cut(text, at, start, tokens, start);
    if (kept) tokens.push({ kind: 'kept', text: text.slice(start, end), start, end });
    else if (word === undefined) cut(text, start, end, tokens);
    else tokens.push({ kind: 'word', text: word, start, end });
    at = end;
  }
  cut(text, at, text.length, tokens);
  return tokens;
}

/**
 * Cuts text [from, to) and adds its tokens.
 *
 * @param joint where another stretch follows: an apostrophe between it and a letter joins them, as in `l’OMS`
 */
function cut(text: string, from: number, to: number, tokens: Token[], joint?: number): void {
  const stretch = text.slice(from, to);
  const joins = (at: number) => {
    const last = joint === to && at === stretch.length - 1 && /\p{L}$/u.test(stretch.slice(0, at));
    const first = from > 0 && at === 0 && /^.\p{L}/u.test(stretch);
    return /['’]/.test(stretch[at] ?? '') && (last || first);
  };
  const match = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(stretch)?.[0];
  };
  let at = 0;
  const push = (kind: Token['kind'], source: string, seen = source) => {
    tokens.push({ kind, text: seen, start: from + at, end: from + at + source.length });
    at += source.length;
  };
  while (at < stretch.length) {
    const inWord = at > 0 && /[\p{L}\p{Nd}]$/u.test(stretch.slice(0, at));
    const address = match(degrees, at) ?? (inWord ? undefined : verbatim.map((p) => match(p, at)).find(Boolean));
    if (address) {
      push('kept', address);
      continue;
    }
    const letters = match(word, at);
    if (letters) {
      push('word', letters, letters.normalize('NFC'));
      continue;
    }
    if (joins(at)) {
      push('plain', stretch[at] as string, "'");
      continue;
    }
    const visible = match(singleSpace, at) ?? match(punctuation, at);
    if (visible && !(visible === ' ' && /\s$/.test(stretch.slice(0, at)))) {
      push('plain', visible);
      continue;
    }
    const blank = match(whiteSpace, at);
    push('kept', blank ?? (/./su.exec(stretch.slice(at)) as RegExpExecArray)[0]);
  }
}
