import type { InlineCode } from './article.ts';

/**
 * The codes of a translation under the ids and with the markup of the text that it is taken over for: the n-th code of the source that it
 * was made for is that text's n-th. Undefined where the two sources do not have the same kinds of codes in the same order, or the
 * translation lacks one of them or has one more.
 */
export function codesFrom(
  text: InlineCode[],
  source: InlineCode[],
  translation: InlineCode[],
): InlineCode[] | undefined {
  if (source.length !== text.length || translation.length !== text.length) return undefined;
  const own = new Map<string, InlineCode>();
  for (const [index, code] of source.entries()) {
    const ours = text[index];
    if (ours?.kind !== code.kind) return undefined;
    own.set(code.id, ours);
  }
  const codes: InlineCode[] = [];
  for (const { id, at } of translation) {
    const ours = own.get(id);
    if (!ours) return undefined;
    own.delete(id);
    codes.push({ ...ours, at });
  }
  return codes;
}
