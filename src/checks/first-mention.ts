import type { NameDoubt } from '../model/name.ts';
import type { TextCheck } from './check.ts';

const kinds = new Set<NameDoubt['kind']>(['short-first', 'acronym-first', 'unexpanded', 'expanded-again']);

/** People and bodies are introduced in full, and an acronym is expanded once, where it first stands. */
export const firstMention: TextCheck = {
  id: 'first-mention',
  type: 'style',
  mqm: 'style/organizational-style',
  severity: 'info',
  needs: 'text',
  run({ role, names = [] }) {
    if (role !== 'body') return [];
    return names.flatMap(({ kind, start, end, text, other, suggestions }) =>
      kinds.has(kind)
        ? [{ start, end, suggestions, message: { key: `first-mention.${kind}`, parameters: { found: text, other } } }]
        : [],
    );
  },
  examples: {
    valid: [
      { text: 'Putin and Vladimir Putin' },
      { text: 'Putin', role: 'headline', names: [example('Putin', 'short-first', 'Vladimir Putin', 'Vladimir Putin')] },
    ],
    invalid: [
      {
        input: { text: 'Putin', names: [example('Putin', 'short-first', 'Vladimir Putin', 'Vladimir Putin')] },
        remarks: [
          {
            ...{ start: 0, end: 5, suggestions: ['Vladimir Putin'] },
            message: { key: 'first-mention.short-first', parameters: { found: 'Putin', other: 'Vladimir Putin' } },
          },
        ],
      },
      {
        input: {
          text: 'SOHR',
          names: [
            example(
              ...(['SOHR', 'unexpanded', 'Syrian Observatory for Human Rights'] as const),
              'Syrian Observatory for Human Rights (SOHR)',
            ),
          ],
        },
        remarks: [
          {
            ...{ start: 0, end: 4, suggestions: ['Syrian Observatory for Human Rights (SOHR)'] },
            message: {
              key: 'first-mention.unexpanded',
              parameters: { found: 'SOHR', other: 'Syrian Observatory for Human Rights' },
            },
          },
        ],
      },
    ],
  },
};

function example(text: string, kind: NameDoubt['kind'], other: string, suggestion: string): NameDoubt {
  return { start: 0, end: text.length, text, kind, other, suggestions: [suggestion] };
}
