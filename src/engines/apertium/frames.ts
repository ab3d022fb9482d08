/** Apertium's marks for words it does not know (`*`), cannot translate (`@`) or cannot inflect (`#`). */
const mark = /\\?[*@#](['’]?[\p{L}\p{M}\p{Nd}]+(?:['’·-][\p{L}\p{M}\p{Nd}]+)*)?/gu;

/**
 * Joins segments into one stream. Each stands between numbered superblanks and is followed by a full stop in front of an empty
 * superblank, so that no rule and no multiword expression reaches from one segment into the next.
 */
export function joinFrames(streams: string[]): string {
  return streams.map((stream, index) => `[#${index}]${stream}[/${index}].[]\n`).join('');
}

/**
 * Takes a stream apart again. A segment whose frame did not come back whole, or whose words went over its edges, is `undefined`:
 * it must be sent again alone.
 */
export function splitFrames(output: string, count: number): (string | undefined)[] {
  const frames: (string | undefined)[] = [];
  const gaps: string[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const open = `[#${index}]`;
    const close = `[/${index}]`;
    const start = output.indexOf(open, at);
    const end = output.indexOf(close, start);
    if (start < 0 || end < 0 || output.lastIndexOf(open) !== start || output.lastIndexOf(close) !== end) {
      return new Array<undefined>(count).fill(undefined);
    }
    gaps.push(output.slice(at, start));
    frames.push(output.slice(start + open.length, end));
    at = end + close.length;
  }
  gaps.push(output.slice(at));
  return frames.map((frame, index) => {
    const before = (gaps[index] as string).trim();
    const after = (gaps[index + 1] as string).trim();
    return isFrameEnd(after) && (index === 0 ? before === '' : isFrameEnd(before)) ? frame : undefined;
  });
}

function isFrameEnd(gap: string): boolean {
  return gap.replaceAll(/\s/g, '') === '.[]';
}

/** What is left of a segment that was sent alone, however its frame came back: nothing of the text is lost. */
export function loneFrame(output: string): string {
  return output.replaceAll(/\[[#/]0\]/g, '').replace(/\.?\s*\[\]\s*$/, '');
}

/**
 * Removes Apertium's marks from a segment of its output. All `*`, `@` and `#` of the source are in superblanks, so that each one here is
 * a mark.
 *
 * @param sent the stream that was sent: a word with hyphens or apostrophes is reported as it stood there
 */
export function withoutMarks(stream: string, sent: string): { stream: string; unknown: string[] } {
  const unknown: string[] = [];
  const parts = stream.split(/(\[\[[^\]]*\]\]|\[[^\]]*\])/);
  const before = sent.toLowerCase();
  const clean = parts.map((part, index) => {
    if (index % 2 === 1) return part;
    return part.replaceAll(mark, (_, run: string | undefined, at: number) => {
      // A mark after a digit is inside a number with a unit or an ending: the word is no word of its own.
      if (run && !/\d$/.test(part.slice(0, at))) unknown.push(copied(run, before));
      return run ?? '';
    });
  });
  return { stream: clean.join(''), unknown };
}

/** The longest beginning of a run that stood in the source: Apertium may have translated what follows a hyphen. */
function copied(run: string, sent: string): string {
  let word = run;
  while (!sent.includes(word.toLowerCase()) && /['’·-]/.test(word.slice(1))) {
    word = word.replace(/['’·-][^'’·-]*$/, '');
  }
  return word;
}
