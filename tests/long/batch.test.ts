import { describe, it } from 'vitest';
import { batchJourney } from '../journeys/batch.ts';

describe('a folder of 300 stories', () => {
  it(
    'that is submitted, killed in the middle and submitted again makes 299 articles and one dead letter',
    {
      timeout: 1_200_000,
    },
    () => batchJourney(300),
  );
});
