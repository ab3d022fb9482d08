import { expect, it } from 'vitest';
import { checksPage, writtenChecksPage } from '../../scripts/checks-page.ts';

it('the page of checks is the one that the checks make (node scripts/checks-page.ts)', () => {
  expect(writtenChecksPage()).toBe(checksPage());
});
