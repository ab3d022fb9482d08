let segmenter: Intl.Segmenter | undefined;

/** Cuts a text in a script without spaces into words, in NFC, by the dictionaries of ICU. Offsets are those of the text as it stands. */
export function* wordsOf(text: string): Generator<{ word: string; from: number; to: number }> {
  // The dictionary follows from the script, not from the language.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const settled = text.normalize('NFC');
  let from = 0;
  for (const { segment: word } of segmenter.segment(settled)) {
    let to = from + word.length;
    // Where the text is written in parts, the word takes as many of them as it is made of.
    if (settled !== text) while (to < text.length && text.slice(from, to).normalize('NFC') !== word) to += 1;
    yield { word, from, to: Math.min(to, text.length) };
    from = to;
  }
}
