import { EditDistance } from './distance.ts';

/** UTF-16 code units. */
const VOCABULARY = 0x10000;
/** Longer texts are compared by their beginnings: the comparison takes time by the product of the lengths. */
const LONGEST = 20_000;

const distance = new EditDistance();

/**
 * How much of a machine's text a person changed, 0 (nothing) to 1 (all): the edit distance between the UTF-16 code units of both texts in
 * NFC, by the length of the longer one.
 */
export function editShare(machine: string, confirmed: string): number {
  const [a, b] = [unitsOf(machine), unitsOf(confirmed)];
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  if (a.length === 0 || b.length === 0) return 1;
  distance.setPattern(a, a.length, VOCABULARY);
  return distance.to(b, 0, b.length, longer) / longer;
}

function unitsOf(text: string): Int32Array {
  const whole = text.normalize('NFC').slice(0, LONGEST);
  return Int32Array.from({ length: whole.length }, (_, at) => whole.charCodeAt(at));
}
