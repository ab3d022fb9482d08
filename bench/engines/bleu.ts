/** As sacreBLEU names what is computed here. */
export const bleuSignature = 'nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp';

const ORDER = 4;

/**
 * BLEU of a corpus, 0 to 100 (Papineni et al. 2002), tokenised as mteval-v13a does it and with exponential smoothing, as sacreBLEU (Post
 * 2018) computes it by default.
 *
 * @param translations one a reference, at the same index
 */
export function bleu(translations: string[], references: string[]): number {
  const correct = new Array<number>(ORDER).fill(0);
  const total = new Array<number>(ORDER).fill(0);
  let length = 0;
  let wantedLength = 0;
  for (const [index, reference] of references.entries()) {
    const [ours, theirs] = [tokens(translations[index] ?? ''), tokens(reference)];
    length += ours.length;
    wantedLength += theirs.length;
    for (let order = 1; order <= ORDER; order += 1) {
      const wanted = ngrams(theirs, order);
      for (const [gram, count] of ngrams(ours, order)) {
        correct[order - 1] = (correct[order - 1] ?? 0) + Math.min(count, wanted.get(gram) ?? 0);
        total[order - 1] = (total[order - 1] ?? 0) + count;
      }
    }
  }
  if (!correct.some((count) => count > 0) || total.includes(0)) return 0;
  let smoothing = 1;
  let logs = 0;
  for (const [order, all] of total.entries()) {
    const right = correct[order] ?? 0;
    // Each order without a match counts half as much as the one before it.
    if (right === 0) smoothing *= 2;
    logs += Math.log(right === 0 ? 100 / (smoothing * all) : (100 * right) / all);
  }
  const brevity = length < wantedLength ? Math.exp(1 - wantedLength / length) : 1;
  return brevity * Math.exp(logs / ORDER);
}

/** mteval-v13a: punctuation apart, but not inside of numbers; only ASCII is told apart. */
export function tokens(line: string): string[] {
  return ` ${unescaped(line.trimEnd().replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' '))} `
    .replace(/([{-~[-` -&(-+:-@/])/g, ' $1 ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/g, '$1 $2 ')
    .split(/\s+/)
    .filter(Boolean);
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}

function ngrams(words: string[], length: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + length <= words.length; at += 1) {
    const gram = words.slice(at, at + length).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}
