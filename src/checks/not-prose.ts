/** What follows other rules than prose: addresses, markup, placeholders, entities, code in back quotes. */
const notProse =
  /(?:https?|ftp):\/\/[^\s<>"]+|www\.[^\s<>"]+|[^\s<>"@]{1,64}@[^\s<>"@]{1,255}|<[^<>]{0,2000}>|\{\{[^{}]{0,200}\}\}|\{[^{}]{0,200}\}|&#?\w{1,30};|`[^`]{0,500}`|(?<=\]\()[^()\s]{0,2000}(?=\))/gu;

let last: { text: string; prose: string } | undefined;

/** The text with addresses, markup and placeholders blanked by U+FFFC (object replacement), so that offsets stay. */
export function proseOf(text: string): string {
  if (!/[@<{&`(]|:\/\/|www\./u.test(text)) return text;
  if (last?.text !== text) last = { text, prose: text.replaceAll(notProse, (found) => '\uFFFC'.repeat(found.length)) };
  return last.prose;
}
