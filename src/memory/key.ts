/**
 * What an exact look-up compares: NFC, every run of white space (no-break and thin spaces too) one space, none at the edges.
 *
 * Texts with one key may still differ in spacing; leverage then scores them 99, not 100.
 */
export function sourceKey(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\s\u00A0\u2000-\u200A\u202F\u3000]+/gu, ' ')
    .trim();
}
