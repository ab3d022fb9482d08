import type { TermMatch } from '../model/term.ts';
import type { TextCheck } from './check.ts';

/**
 * A wording that the house does not use stands in the text. A deprecated name or acronym, written exactly as listed, is certain enough to
 * be replaced unasked; a superseded form, which may be right as something else, is only shown.
 */
export const terminology: TextCheck = {
  id: 'terminology',
  type: 'terminology',
  mqm: 'terminology/inconsistent-with-terminology-resource',
  severity: 'warning',
  needs: 'text',
  run({ role, terms }) {
    if (role === 'furniture' || role === 'slug') return [];
    return terms.flatMap((match) => {
      const { status, kind, forbidden } = match.term;
      const wrong = status === 'deprecated' || status === 'superseded' || forbidden === true;
      if (!wrong || match.accepted.includes(match.text)) return [];
      const exact = match.text === match.term.text && kind !== 'term';
      const certain = status === 'deprecated' && exact && match.accepted.length > 0;
      return [
        {
          start: match.start,
          end: match.end,
          suggestions: match.accepted,
          ...(certain ? { certain } : {}),
          ...(forbidden
            ? { severity: 'error' as const }
            : status === 'superseded'
              ? { severity: 'info' as const }
              : {}),
          message: messageOf(match),
        },
      ];
    });
  },
  examples: {
    valid: [
      { text: 'in Idlib', terms: [example('Idlib', 3, { status: 'preferred' })] },
      { text: 'idleb.jpg', role: 'furniture', terms: [example('idleb', 0, {})] },
    ],
    invalid: [
      {
        input: { text: 'in Idleb', terms: [example('Idleb', 3, {})] },
        remarks: [
          {
            start: 3,
            end: 8,
            suggestions: ['Idlib'],
            certain: true,
            message: { key: 'terminology.replace', parameters: { found: 'Idleb', preferred: 'Idlib', origin: 'desk' } },
          },
        ],
      },
      {
        input: { text: 'idlebs', terms: [example('idlebs', 0, { kind: 'term' })] },
        remarks: [
          {
            start: 0,
            end: 6,
            suggestions: ['Idlib'],
            message: {
              key: 'terminology.replace',
              parameters: { found: 'idlebs', preferred: 'Idlib', origin: 'desk' },
            },
          },
        ],
      },
      {
        input: { text: 'Idleb', terms: [example('Idleb', 0, { status: 'superseded' })] },
        remarks: [
          {
            start: 0,
            end: 5,
            suggestions: ['Idlib'],
            severity: 'info',
            message: {
              key: 'terminology.consider',
              parameters: { found: 'Idleb', preferred: 'Idlib', origin: 'desk' },
            },
          },
        ],
      },
      {
        input: {
          text: 'dead letter',
          terms: [
            {
              ...example('dead letter', 0, { status: 'superseded', kind: 'term' }),
              accepted: ['never implemented'],
              calqueOf: 'lettre morte',
            },
          ],
        },
        remarks: [
          {
            start: 0,
            end: 11,
            suggestions: ['never implemented'],
            severity: 'info',
            message: {
              key: 'terminology.calque',
              parameters: {
                found: 'dead letter',
                preferred: 'never implemented',
                origin: 'desk',
                copies: 'lettre morte',
              },
            },
          },
        ],
      },
      {
        input: { text: 'Idlebs', terms: [example('Idlebs', 0, { forbidden: true, kind: 'term' })] },
        remarks: [
          {
            start: 0,
            end: 6,
            suggestions: ['Idlib'],
            severity: 'error',
            message: {
              key: 'terminology.forbidden',
              parameters: { found: 'Idlebs', preferred: 'Idlib', origin: 'desk' },
            },
          },
        ],
      },
      {
        input: { text: 'Idleb', terms: [{ ...example('Idleb', 0, {}), accepted: [] }] },
        remarks: [
          {
            start: 0,
            end: 5,
            suggestions: [],
            message: { key: 'terminology.avoid', parameters: { found: 'Idleb', preferred: '', origin: 'desk' } },
          },
        ],
      },
    ],
  },
};

function messageOf({ text, accepted, origin, term, calqueOf }: TermMatch): {
  key: string;
  parameters: Record<string, string>;
} {
  const parameters = { found: text, preferred: accepted[0] ?? '', origin };
  if (calqueOf !== undefined) {
    const key = accepted.length > 0 ? 'terminology.calque' : 'terminology.calque-reword';
    return { key, parameters: { ...parameters, copies: calqueOf } };
  }
  if (term.forbidden) return { key: accepted.length > 0 ? 'terminology.forbidden' : 'terminology.avoid', parameters };
  if (accepted.length === 0) return { key: 'terminology.avoid', parameters };
  return { key: term.status === 'superseded' ? 'terminology.consider' : 'terminology.replace', parameters };
}

function example(text: string, start: number, term: Partial<TermMatch['term']>): TermMatch {
  return {
    concept: 'idlib',
    start,
    end: start + text.length,
    text,
    term: { language: 'en', text: 'Idleb', status: 'deprecated', kind: 'name', ...term },
    accepted: ['Idlib'],
    origin: 'desk',
  };
}
