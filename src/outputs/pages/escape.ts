// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that HTML forbids.
const forbidden = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufffe\uffff]/g;

/** Text as HTML content or as an attribute value in double quotes. Characters that HTML forbids become U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .replace(forbidden, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
