import type { EngineResult, EngineSegment } from '../../model/ports.ts';
import { carriedCodes } from './carried-codes.ts';
import { correctedTerms } from './corrected-terms.ts';
import { type Piece, piecesOf } from './pieces.ts';
import {
  type AlignedStretch,
  type AlignedText,
  marked,
  readMarked,
  type Word,
  withBreaks,
  wordsOf,
} from './word-alignment.ts';

/** Translates HTML texts, one text a text, in order. */
export type TranslateHtml = (texts: string[]) => Promise<string[]>;

/**
 * Translates segments. A segment is cut into sentences, and a very long one into parts; what stands between them, and what has no
 * letters (a figure, an emoji, nothing but codes), stays as it is. Codes and prescribed terms follow the alignment of the words.
 *
 * @returns one result a segment, in order; its codes are those of the segment, each once and well nested
 */
export async function translateSegments(segments: EngineSegment[], translate: TranslateHtml): Promise<EngineResult[]> {
  const cut = segments.map(({ text }) => {
    const pieces = piecesOf(text);
    return { pieces, words: pieces.map(({ start, end }) => wordsOf(text.slice(start, end))) };
  });
  const asked = cut.flatMap(({ pieces, words }, index) =>
    pieces.map(({ start, end }, place) =>
      marked((segments[index] as EngineSegment).text.slice(start, end), words[place] ?? []),
    ),
  );
  const answers = asked.length > 0 ? await translate(asked) : [];
  let next = 0;
  return segments.map((segment, index) => {
    const { pieces, words } = cut[index] as (typeof cut)[number];
    const translations = pieces.map(({ start, end }, place) => {
      const read = readMarked(answers[next++] ?? '') ?? { text: '', stretches: [] };
      return withBreaks(segment.text.slice(start, end), words[place] ?? [], read);
    });
    const joined = join(segment.text, pieces, words, translations);
    const { translation, lost, terms } = correctedTerms(segment.terms, joined.words, joined.translation);
    return {
      text: translation.text,
      codes: carriedCodes(segment.text, segment.codes, joined.words, translation),
      unknownWords: [],
      lostTerms: lost,
      ...(terms.length > 0 ? { terms } : {}),
      alignment: alignmentOf(joined.words, translation.stretches),
    };
  });
}

/** The pieces in their places, with the words of all of them; one that came back empty leaves the segment empty. */
function join(
  text: string,
  pieces: Piece[],
  words: Word[][],
  translations: AlignedText[],
): { words: Word[]; translation: AlignedText } {
  const all: Word[] = [];
  const stretches: AlignedStretch[] = [];
  let target = '';
  let at = 0;
  pieces.forEach(({ start, end }, index) => {
    const translation = translations[index] as AlignedText;
    target += text.slice(at, start);
    at = end;
    const moved = target.length;
    for (const stretch of translation.stretches) {
      stretches.push({ word: stretch.word + all.length, start: stretch.start + moved, end: stretch.end + moved });
    }
    all.push(...(words[index] ?? []).map((word) => ({ start: word.start + start, end: word.end + start })));
    target += translation.text.trim();
  });
  // Half a translation must not pass for one.
  if (translations.some((translation) => translation.text.trim() === ''))
    return { words: all, translation: { text: '', stretches: [] } };
  return { words: all, translation: { text: target + text.slice(at), stretches } };
}

function alignmentOf(words: Word[], stretches: AlignedStretch[]): EngineResult['alignment'] {
  return stretches
    .filter(({ start, end }) => end > start)
    .map(({ word, start, end }) => {
      const source = words[word] as Word;
      return { source: { start: source.start, end: source.end }, target: { start, end } };
    });
}
