import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { writeSarif } from '../../../src/formats/sarif/write.ts';

/** What SARIF 2.1.0 (OASIS, section 3) asks of the parts that are written. */
const region = {
  type: 'object',
  properties: Object.fromEntries(
    ['startLine', 'startColumn', 'endLine', 'endColumn'].map((name) => [name, { type: 'integer', minimum: 1 }]),
  ),
  additionalProperties: false,
};
const message = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
const artifact = {
  type: 'object',
  required: ['uri'],
  properties: { uri: { type: 'string', format: 'uri-reference' } },
};
const schema = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: { driver: { type: 'object', required: ['name'] } },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: -1 },
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message,
                locations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: {
                      physicalLocation: { type: 'object', properties: { artifactLocation: artifact, region } },
                    },
                  },
                },
                fixes: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['artifactChanges'],
                    properties: {
                      artifactChanges: {
                        type: 'array',
                        minItems: 1,
                        items: {
                          type: 'object',
                          required: ['artifactLocation', 'replacements'],
                          properties: {
                            artifactLocation: artifact,
                            replacements: {
                              type: 'array',
                              minItems: 1,
                              items: {
                                type: 'object',
                                required: ['deletedRegion'],
                                properties: { deletedRegion: region },
                              },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

it('writes findings with lines and columns that code hosts understand', () => {
  const text = 'One\r\ntwo\nthe the end';
  const log = JSON.parse(
    writeSarif(
      [
        {
          file: 'in/a b.txt',
          rule: 'doubled-words',
          severity: 'warning',
          message: 'twice',
          place: { start: 9, end: 16, text },
          suggestion: 'the',
        },
        { file: 'in/a b.txt', rule: 'unknown', severity: 'info', message: 'nowhere' },
      ],
      [{ id: 'doubled-words', name: 'Doubled words', severity: 'warning', tags: ['duplication'] }],
      '0.1.0',
    ),
  );
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  const [first, second] = log.runs[0].results;
  expect(first).toMatchObject({
    ruleIndex: 0,
    level: 'warning',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'in/a%20b.txt' },
          region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 8 },
        },
      },
    ],
  });
  expect(first.fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toBe('the');
  expect(second).toMatchObject({ level: 'note', message: { text: 'nowhere' } });
  expect(second.fixes).toBeUndefined();
});
