import { describe, it } from 'vitest';
import { batchJourney } from './batch.ts';

describe('a folder of stories', () => {
  it(
    'that is submitted, killed in the middle and submitted again is done once, but for the one that is no text',
    {
      timeout: 240_000,
    },
    () => batchJourney(12),
  );
});
