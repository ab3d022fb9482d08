/** Whether a line is a paragraph by its own wording. */
export type StandsAlone = (line: string) => boolean;

/** Nobody wraps lines beyond this: a longer line is a paragraph of its own, and so are its neighbours. */
const widestWrap = 120;
const sentenceEnd = /[.!?…。！？؟۔]["'”’»)\]]*$/u;
const unfinished = /[,;،؛]$/u;
/** A line that goes on with the sentence of the line before it. */
const goesOn = /^["'“‘«([]*\p{Ll}/u;

/**
 * Parts a run of lines without blank lines between them into paragraphs. Wrapped lines are one paragraph: each is as full as it can be, so
 * that the next line's first word would not have fitted. Everything else is a line for a paragraph: lines too long to be wrapped, lines that
 * mostly end a sentence, lines that break off early, and lines that say what they are.
 *
 * @returns first and last line of each paragraph, in order
 */
export function parts(lines: string[], standsAlone: StandsAlone): [first: number, last: number][] {
  if (lines.length === 0) return [];
  const each = lines.some((line) => line.length > widestWrap);
  const alone = aloneIn(lines, standsAlone);
  const found: [number, number][] = [];
  let from = 0;
  while (from < lines.length) {
    let to = from;
    if (!each && !alone[from]) while (to + 1 < lines.length && !alone[to + 1]) to++;
    const stretch = lines.slice(from, to + 1);
    for (const [first, last] of wrapped(stretch)) found.push([from + first, from + last]);
    from = to + 1;
  }
  return found;
}

/** A line in mid-sentence is never alone, whatever it reads like: wrapping can leave a name or "AFP." on a line. */
function aloneIn(lines: string[], standsAlone: StandsAlone): boolean[] {
  const alone: boolean[] = [];
  for (const [place, line] of lines.entries()) {
    const before = lines[place - 1];
    const after = lines[place + 1];
    const begins = before === undefined || alone[place - 1] || sentenceEnd.test(before);
    const apart = !goesOn.test(line) && !sentenceEnd.test(line);
    alone.push((begins || apart) && !(after && goesOn.test(after) && !standsAlone(after)) && standsAlone(line));
  }
  return alone;
}

function wrapped(lines: string[]): [first: number, last: number][] {
  const endings = lines.filter((line) => sentenceEnd.test(line)).length;
  // The first line may be a heading that is longer than the width of the text below it.
  const width = Math.max(...lines.slice(lines.length > 2 ? 1 : 0).map((line) => line.length));
  const isLast = (place: number) => {
    const [line, next] = [lines[place] as string, lines[place + 1]];
    if (next === undefined || (lines.length > 1 && endings > lines.length / 2)) return true;
    if (place === 0 && line.length > width && !goesOn.test(next)) return true;
    return (
      line.length + 1 + next.search(/\s|$/) <= width &&
      (sentenceEnd.test(line) || !(goesOn.test(next) || unfinished.test(line)))
    );
  };
  const found: [number, number][] = [];
  let first = 0;
  for (const place of lines.keys()) {
    if (!isLast(place)) continue;
    found.push([first, place]);
    first = place + 1;
  }
  return found;
}
