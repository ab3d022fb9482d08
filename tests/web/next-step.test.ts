import { expect, test } from 'vitest';
import { type Approved, acceptNext } from '../../src/web/screens/source-changed/next-step.ts';

/** A desk with so many segments to be approved at each state. */
function desk(approved: Record<Approved, number>) {
  const asked: Approved[] = [];
  const ask = async (state: Approved) => {
    asked.push(state);
    return { untouched: 3, approved: approved[state], inTheWay: [] };
  };
  return { asked, ask };
}

test('where a desk approves once or not at all, accepting is the last word', async () => {
  for (const steps of [0, 1]) {
    const { asked, ask } = desk({ reviewed: 3, final: 2 });
    expect(await acceptNext(steps, ask)).toMatchObject({ approved: 2, state: 'final' });
    expect(asked).toEqual(['final']);
  }
});

test('where it approves twice, accepting reviews what nobody has reviewed', async () => {
  const { asked, ask } = desk({ reviewed: 2, final: 1 });
  expect(await acceptNext(2, ask)).toMatchObject({ approved: 2, state: 'reviewed' });
  expect(asked).toEqual(['reviewed']);
});

test('where all of it was reviewed, accepting is the second word', async () => {
  const { asked, ask } = desk({ reviewed: 0, final: 3 });
  expect(await acceptNext(2, ask)).toMatchObject({ approved: 3, state: 'final' });
  expect(asked).toEqual(['reviewed', 'final']);
});
