/** A word or mark of a text. Half-open UTF-16 offsets. */
export interface Word {
  start: number;
  end: number;
}

/** A stretch of a translation that one word of the source stands behind. */
export interface AlignedStretch extends Word {
  /** Index of the source's word. */
  word: number;
}

/** A translation and what stands behind its parts, in text order. */
export interface AlignedText {
  text: string;
  stretches: AlignedStretch[];
}

/**
 * The words of a text as markup can be put around them. The engine inserts a space where a tag stands inside a word, and takes only
 * these for marks that are none of it (`continuationDelimiters` in src/translator/html.h of bergamot-translator).
 */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[,.(){}[\]]|[^ \t\n\v\f\r,.(){}[\]]+/g)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}

/**
 * Writes a text as HTML in which every word has an element of its own. The engine carries elements over by the attention of its model:
 * what comes back is the alignment of the words, which it gives out in no other way. The text that is translated is the same.
 */
export function marked(text: string, words: Word[]): string {
  let html = '';
  let at = 0;
  words.forEach(({ start, end }, index) => {
    // A line break would end a sentence.
    html += text.slice(at, start).replaceAll(/[\t\n\v\f\r]/g, ' ');
    html += `<b id="${index}">${escaped(text.slice(start, end))}</b>`;
    at = end;
  });
  return html + text.slice(at).replaceAll(/[\t\n\v\f\r]/g, ' ');
}

/** Reads what came back for a marked text. Undefined where it is no such text. */
export function readMarked(html: string): AlignedText | undefined {
  let text = '';
  let word: number | undefined;
  const stretches: AlignedStretch[] = [];
  let read = 0;
  for (const match of html.matchAll(/<b id="(\d+)">|(<\/b>)|&(amp|lt|gt);|([^<&]+)/g)) {
    if (match.index !== read) return undefined;
    read += match[0].length;
    const [, opened, closed, entity, plain] = match;
    if (opened !== undefined) word = Number(opened);
    else if (closed !== undefined) word = undefined;
    else {
      const piece = plain ?? { amp: '&', lt: '<', gt: '>' }[entity as string] ?? '';
      const last = stretches.at(-1);
      if (word !== undefined && last?.word === word && last.end === text.length) last.end += piece.length;
      else if (word !== undefined) stretches.push({ word, start: text.length, end: text.length + piece.length });
      text += piece;
    }
  }
  return read === html.length ? { text, stretches } : undefined;
}

/**
 * Puts the line breaks and tabs of a text back, which the engine takes for spaces: each into the space before the translation of the
 * word that it stood before.
 */
export function withBreaks(text: string, words: Word[], translation: AlignedText): AlignedText {
  const target = translation.text.split('');
  words.forEach(({ start }, index) => {
    const before = text.slice(words[index - 1]?.end ?? 0, start);
    const mark = /[\t\n\v\f\r]/.exec(before)?.[0];
    const place = mark && translation.stretches.find(({ word }) => word === index)?.start;
    if (mark && place && target[place - 1] === ' ') target[place - 1] = mark;
  });
  return { ...translation, text: target.join('') };
}

/** Without what the engine breaks on: to it a text ends at a NUL, half of a surrogate pair swallows what follows, and U+FFFD ends the call. */
function escaped(text: string): string {
  const readable = text.toWellFormed().replaceAll('\ufffd', '').replaceAll('\u0000', '');
  return readable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
