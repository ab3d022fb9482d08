import { expect, test } from 'vitest';
import { placeBeforeCorrection } from '../../src/memory/same-place.ts';

/** The same place marked with | in both texts; none in the text as it came where there is no such place. */
test.each([
  ['In Idlib, |people left.', 'In Idleb, |people left.'],
  ['In |Idlib, people left.', 'In |Idleb, people left.'],
  ['The OCHA said |so', 'The Ocha said |so'],
  ['They left the |town.', 'They left the |big, big town.'],
  ['A new word |stands here.', 'A word |stands here.'],
  ['Id|lib fell.', 'Idleb fell.'],
  ['Aleppo fell, |Idlib and Hama did.', 'Aleppo fell, |Idleb and Hama did.'],
  ['One space |only here.', 'One  space |only here.'],
])('%s', (corrected, came) => {
  const place = placeBeforeCorrection(corrected.replace('|', ''), came.replace('|', ''), corrected.indexOf('|'));
  expect(place).toBe(came.includes('|') ? came.indexOf('|') : undefined);
});
