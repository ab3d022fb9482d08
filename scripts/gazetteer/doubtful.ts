import { latin, type Row } from './row.ts';

/** Below this likeness two names are of different origin (`Lüttich` and `Liège`), or one of them is of another place. */
const alike = 0.45;

/** From this likeness on two languages bear each other out (`Courtrai` and `Courtrai`, `Saint-Gall` and `San Galo`). */
const agree = 0.6;

/**
 * Drops from a row of GeoNames the names that are doubtful: unlike the English one and borne out by no other language (town names of
 * centuries ago, names of quarters, Occitan under Catalan), and those that only add to the English name (`Mülheim an der Ruhr`). Regions
 * keep theirs: `Nouvelle-Galles du Sud` is unlike `New South Wales` and right.
 */
export function drop({ id, names }: Row): Row {
  const english = names.en ?? '';
  const region = /^[A-Z]{2}\./.test(id);
  const kept: Row['names'] = { ...names };
  for (const language of latin) {
    const name = names[language];
    if (!name || language === 'en' || name === english) continue;
    const others = latin.filter((other) => other !== language && other !== 'en').map((other) => names[other] ?? '');
    const borneOut = others.some((other) => likeness(name, other) >= agree) || (region && language !== 'ca');
    if (addsTo(name, english) || (likeness(name, english) < alike && !borneOut)) delete kept[language];
  }
  return { id, names: kept };
}

function addsTo(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [letters(a), letters(b)] : [letters(b), letters(a)];
  return short !== long && new RegExp(`(?:^| )${short}(?: |$)`).test(long);
}

/** 1 for equal letters, 0 for nothing in common: Levenshtein distance by the longer length. */
function likeness(a: string, b: string): number {
  const [left, right] = [letters(a), letters(b)];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return 1 - (row[right.length] ?? 0) / Math.max(left.length, right.length, 1);
}

function letters(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
