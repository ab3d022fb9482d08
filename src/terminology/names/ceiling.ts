import { type Reading, shippedWeights } from './align.ts';
import { base, EDITS, edit, editOfOne, editOfPair, FIRST, INNER, LAST, PARTING_CODE } from './edits.ts';
import { isAgreeing } from './whole.ts';

/** Letters without marks have codes below this. */
const LETTERS = 128;
const PLACES = [INNER, FIRST, LAST];

const weights = shippedWeights();
const above = (name: keyof typeof edit): number => Math.max(0, weights[edit[name]] as number);
/** What an edit can add to the sum at most, with what it can add as one of several. */
const perEdit = above('several edits') + above('edit in a short name') + above('edit in a very short name');
const most = weights.map((weight, id) => weight + (id < EDITS.length && !isAgreeing[id] ? perEdit : 0));
const always = (weights[edit.bias] as number) + above('unlike consonant') + above('unlike consonant in a short name');

/** What a letter can give at most, by its place and code: read as itself, and left out. */
const asItself = new Float64Array(3 * LETTERS);
const leftOut = new Float64Array(3 * LETTERS);
/** What it can give read as another one, wherever the two stand; likewise a letter that is added. */
const asOther = new Float64Array(LETTERS * LETTERS);
const added = new Float64Array(LETTERS);
for (let code = 0; code < LETTERS; code += 1) {
  const inner = most[editOfPair(code, code, INNER)] as number;
  for (const place of PLACES) {
    asItself[place * LETTERS + code] = Math.max(inner, most[editOfPair(code, code, place)] as number);
    leftOut[place * LETTERS + code] = most[editOfOne(code, place, false)] as number;
  }
  added[code] = Math.max(0, ...PLACES.map((place) => most[editOfOne(code, place, true)] as number));
  for (let other = 0; other < LETTERS; other += 1)
    asOther[code * LETTERS + other] = Math.max(
      ...PLACES.map((place) => most[editOfPair(code, other, place)] as number),
    );
}
const singleForDouble = most[edit['single for double']] as number;
const doubleForSingle = most[edit['double for single']] as number;

/** What the letters of a name can give to any spelling. */
export interface Giving {
  /** 1 for each letter that the name has. */
  has: Uint8Array;
  /** The most that a letter of a spelling can give as another letter of the name. */
  asOther: Float64Array;
  added: number;
}

/** @param codes letters of a name; undefined for one with letters that are not Latin, of which nothing is known beforehand */
export function givingOf(codes: Uint16Array): Giving | undefined {
  const giving = { has: new Uint8Array(LETTERS), asOther: new Float64Array(LETTERS), added: 0 };
  for (const code of codes) {
    const letter = base(code);
    if (letter >= LETTERS) return undefined;
    giving.has[letter] = 1;
    giving.added += added[letter] as number;
  }
  giving.asOther.fill(Number.NEGATIVE_INFINITY);
  for (let other = 0; other < LETTERS; other += 1) {
    if (giving.has[other] === 0) continue;
    for (let code = 0; code < LETTERS; code += 1) {
      if (code === other) continue;
      const gain = asOther[code * LETTERS + other] as number;
      if (gain > (giving.asOther[code] as number)) giving.asOther[code] = gain;
    }
  }
  return giving;
}

const LONGEST = 82;
const room = new Float64Array(LONGEST + 8);

/**
 * Log odds that no alignment of a spelling with a name goes beyond: what each letter of the spelling can give at most, wherever the name
 * has it. Most names are too unlike for anything else to be worked out.
 */
export function ceilingOf({ codes, steps, adding }: Reading, name: Uint16Array, giving: Giving): number {
  const { has } = giving;
  const { length } = codes;
  let free = giving.added;
  room[length] = 0;
  for (let at = length - 1; at >= 0; at -= 1) {
    const code = base(codes[at] as number);
    if (code >= LETTERS) return Number.POSITIVE_INFINITY;
    const first = at === 0 || codes[at - 1] === PARTING_CODE;
    const last = at + 1 >= length || codes[at + 1] === PARTING_CODE;
    const slot = (first ? FIRST : last ? LAST : INNER) * LETTERS + code;
    let gain = Math.max(giving.asOther[code] as number, leftOut[slot] as number);
    if (has[code]) gain = Math.max(gain, asItself[slot] as number, doubleForSingle);
    let best = gain + (room[at + 1] as number);
    if (has[code] && at + 2 <= length && codes[at + 1] === codes[at])
      best = Math.max(best, singleForDouble + (room[at + 2] as number));
    for (const step of steps[at] as Reading['steps'][number]) {
      if (step.length === 0) continue;
      const sum = (most[step.id] as number) + (room[at + step.length] as number);
      if (sum > best && allIn(step.to, has)) best = sum;
    }
    room[at] = best;
  }
  // What a convention adds to the name can stand at any letter.
  for (const { to, id } of adding) {
    const weight = most[id] as number;
    if (weight > 0) free += weight * timesIn(to, name);
  }
  return always + free + (room[0] as number);
}

function allIn(letters: number[], has: Uint8Array): boolean {
  for (const letter of letters) {
    const plain = base(letter);
    if (plain >= LETTERS || !has[plain]) return false;
  }
  return true;
}

function timesIn(letters: number[], name: Uint16Array): number {
  let times = 0;
  for (let from = 0; from + letters.length <= name.length; from += 1) {
    let same = true;
    for (let at = 0; at < letters.length && same; at += 1)
      same = base(letters[at] as number) === base(name[from + at] as number);
    if (same) times += 1;
  }
  return times;
}
