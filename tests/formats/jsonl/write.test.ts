import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJsonl } from '../../../src/formats/jsonl/write.ts';
import type { MatchRecord } from '../../../src/model/memory.ts';
import { codedText } from '../texts.ts';
import { validator } from './schema.ts';

describe('a JSONL file of aligned segments', () => {
  const validate = validator('segment');

  it('has one segment a line that follows its schema and reads back, whatever its text', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(codedText, codedText), { maxLength: 4 }), (texts) => {
        const records = texts.map(([source, target], ordinal) => ({
          id: `a.fr-es.${ordinal + 1}`,
          article: 'a',
          ordinal,
          role: 'body' as const,
          source: { language: 'fr', text: source.text, segments: [ordinal], codes: source.codes },
          target: { language: 'es', ...target, state: 'initial' as const, route: 'fr>es' },
          findings: [],
        }));
        const written = writeJsonl(records);
        const lines = written.split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => JSON.parse(line))).toEqual(records);
        for (const line of lines) expect(validate(JSON.parse(line)), JSON.stringify(validate.errors)).toBe(true);
      }),
    );
  });

  it('has a schema that refuses a state of another standard, and a line without either version', () => {
    const record = {
      id: 'a',
      article: 'a',
      ordinal: 0,
      source: { language: 'fr', text: '', segments: [] },
      findings: [],
    };
    const target = { language: 'es', text: null, route: 'fr>es' };
    expect(validate({ ...record, target: { ...target, state: 'initial' } })).toBe(true);
    expect(validate({ ...record, target: { ...target, state: 'needs-review-translation' } })).toBe(false);
    expect(validate(record)).toBe(false);
  });

  it('has a schema for suggestions from memory', () => {
    const match = { source: 'Oui', target: 'S\u00ed', score: 80, origin: 'human' };
    const line = (matches: unknown[]) => ({
      id: 'a',
      article: 'a',
      ordinal: 0,
      source: { language: 'fr', text: '', segments: [] },
      target: { language: 'es', text: null, route: 'fr>es', state: 'initial', matches },
      findings: [],
    });
    expect(validate(line([match]))).toBe(true);
    expect(validate(line([{ ...match, origin: 'memory' }]))).toBe(false);
    expect(validate(line([{ ...match, score: 140 }]))).toBe(false);
  });

  it('has a schema for the explanation of a score', () => {
    const match = {
      kind: 'repaired',
      base: 95,
      penalties: [{ reason: 'variant', points: 1 }],
      differences: [
        { kind: 'replaced', unit: { start: 0, end: 2, text: '37' }, segment: { start: 0, end: 2, text: '38' } },
        { kind: 'inserted', segment: { start: 3, end: 6, text: 'old' } },
      ],
      repairs: [{ kind: 'number', from: '37', to: '38' }],
      memory: 'desk',
    } satisfies Omit<MatchRecord, 'unit'>;
    const line = (written: object) => ({
      id: 'a',
      article: 'a',
      ordinal: 0,
      source: { language: 'fr', text: '', segments: [] },
      target: { language: 'es', text: '38', route: 'fr>es', state: 'initial', score: 94, match: written },
      findings: [],
    });
    expect(validate(line(match)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(line({ ...match, kind: 'good' }))).toBe(false);
    expect(validate(line({ ...match, penalties: [{ reason: 'mood', points: 1 }] }))).toBe(false);
    const { base: _, ...without } = match;
    expect(validate(line(without))).toBe(false);
  });
});
