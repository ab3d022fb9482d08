import type { Role } from '../model/article.ts';
import type { AlignmentCheck, AlignmentInput, PlacedRemark } from './check.ts';

/** Roles whose sentences belong to the story; the others come and go with the page. */
const content = new Set<Role>(['headline', 'standfirst', 'dateline', 'body', 'crosshead', 'caption', 'editors-note']);

/** A sentence of the source has no counterpart in the translation. */
export const omission: AlignmentCheck = {
  id: 'omission',
  type: 'omission',
  mqm: 'accuracy/omission',
  severity: 'error',
  needs: 'alignment',
  run: (input) => alone(input, 'source', 'omission.sentence'),
  examples: {
    valid: [
      {
        beads: [{ source: [0], target: [0] }],
        source: [{ text: 'Un.', role: 'body' }],
        target: [{ text: 'One.', role: 'body' }],
      },
      { beads: [{ source: [0], target: [] }], source: [{ text: 'Je m’abonne', role: 'furniture' }], target: [] },
      { beads: [{ source: [0], target: [] }], source: [{ text: '***', role: 'body' }], target: [] },
    ],
    invalid: [
      {
        input: {
          beads: [
            { source: [0], target: [0] },
            { source: [1], target: [] },
          ],
          source: [
            { text: 'Un.', role: 'body' },
            { text: 'Deux.', role: 'body' },
          ],
          target: [{ text: 'One.', role: 'body' }],
        },
        remarks: [
          { side: 'source', segment: 1, start: 0, end: 5, message: { key: 'omission.sentence', parameters: {} } },
        ],
      },
    ],
  },
};

/** A sentence of the translation has no counterpart in the source. */
export const addition: AlignmentCheck = {
  id: 'addition',
  type: 'addition',
  mqm: 'accuracy/addition',
  severity: 'warning',
  needs: 'alignment',
  run: (input) => alone(input, 'target', 'addition.sentence'),
  examples: {
    valid: [{ beads: [{ source: [], target: [0] }], source: [], target: [{ text: 'I subscribe', role: 'furniture' }] }],
    invalid: [
      {
        input: { beads: [{ source: [], target: [0] }], source: [], target: [{ text: 'One.', role: 'body' }] },
        remarks: [
          { side: 'target', segment: 0, start: 0, end: 4, message: { key: 'addition.sentence', parameters: {} } },
        ],
      },
    ],
  },
};

/** Content sentences of one side that stand in a bead without the other. */
function alone({ beads, ...texts }: AlignmentInput, side: 'source' | 'target', key: string): PlacedRemark[] {
  const other = side === 'source' ? 'target' : 'source';
  return beads
    .filter((bead) => bead[other].length === 0)
    .flatMap((bead) => bead[side])
    .flatMap((segment) => {
      const sentence = texts[side][segment];
      if (!sentence || !content.has(sentence.role) || !/[\p{L}\p{N}]/u.test(sentence.text)) return [];
      return [{ side, segment, start: 0, end: sentence.text.length, message: { key, parameters: {} } }];
    });
}
