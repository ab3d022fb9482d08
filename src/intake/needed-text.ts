/**
 * What a line must contain for a pattern to fit it, read off the pattern: whoever looks for that first compiles few of many patterns.
 */

/** One of these must be in the folded line; `undefined` where nothing is known to be. */
type Needed = readonly string[] | undefined;

/** More texts than this are no quicker to look for than a pattern is to try. */
const most = 24;

/**
 * Texts of which every line that the expression matches contains at least one, both folded.
 *
 * @param source of a regular expression with the `u` flag, and perhaps `i`
 * @returns undefined where no text is needed, or none is found
 */
export function neededText(source: string): Needed {
  // Names of groups, and characters by the name of a control key, are read by nobody here.
  if (/\(\?<[^=!]|\\[ck]/.test(source)) return undefined;
  const tokens =
    source.match(
      /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\dA-Fa-f]{4}|\\x[\dA-Fa-f]{2}|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|[a-z-]*:)|[?*+]\??|\{\d+(?:,\d*)?\}\??|./gsu,
    ) ?? [];
  const [needed, end] = alternatives(tokens, 0);
  return end === tokens.length ? needed : undefined;
}

/** A text in which letters that the `i` flag takes for each other are the same: Σ, σ and ς, or the sign of Kelvin and k. */
export const folded = (text: string): string => text.toLowerCase().toUpperCase();

/** Reads alternatives up to a bracket that closes them or the end. @returns what they need, and where they end */
function alternatives(tokens: string[], from: number): [Needed, number] {
  const all: string[] = [];
  let known = true;
  let at = from;
  for (;;) {
    const [needed, end] = sequence(tokens, at);
    if (needed === undefined) known = false;
    else all.push(...needed);
    at = end;
    if (tokens[at] !== '|') break;
    at++;
  }
  return [known && all.length <= most ? [...new Set(all)] : undefined, at];
}

/** Reads one alternative: what any of its parts needs, all of it needs. */
function sequence(tokens: string[], from: number): [Needed, number] {
  let best: Needed;
  let literal = '';
  const consider = (needed: Needed) => {
    if (needed && worth(needed) > worth(best)) best = needed;
  };
  const flush = () => {
    if (literal !== '') consider([folded(literal)]);
    literal = '';
  };
  let at = from;
  while (at < tokens.length) {
    const token = tokens[at] as string;
    if (token === '|' || token === ')') break;
    let needed: Needed;
    let character: string | undefined;
    at++;
    if (token.startsWith('(')) {
      [needed, at] = alternatives(tokens, at);
      at++;
      // What stands in a lookaround is not part of the match, or must not be there.
      if (/[=!]$/.test(token)) needed = undefined;
    } else if (/^\\[^\w]$/.test(token)) character = token.slice(1);
    else if (!/^[\\[.^$]/.test(token)) character = token;
    const quantifier = tokens[at] ?? '';
    if (/^(?:[?*+]\??|\{\d+(?:,\d*)?\}\??)$/.test(quantifier)) {
      at++;
      if (character !== undefined) needed = [folded(character)];
      if (/^(?:[?*]|\{0)/.test(quantifier)) needed = undefined;
      character = undefined;
    }
    if (character === undefined) {
      flush();
      consider(needed);
    } else literal += character;
  }
  flush();
  return [best, at];
}

/** Long texts are rare, and few are soon looked for. */
function worth(needed: Needed): number {
  if (!needed || needed.length === 0) return 0;
  return Math.min(...needed.map((text) => text.length)) - needed.length / 100;
}
