import fc from 'fast-check';

interface Schema {
  [keyword: string]: unknown;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
}

/** The least that a JSON Schema takes: what it requires and no more. Its own `examples` and `default` go first. */
export function exampleOf(schema: Schema | undefined): unknown {
  if (!schema) return undefined;
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  if ('default' in schema) return schema.default;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choice = [schema.anyOf, schema.oneOf].find(Array.isArray) as Schema[] | undefined;
  if (choice) return exampleOf(choice[0]);
  if (Array.isArray(schema.allOf))
    return Object.assign({}, ...(schema.allOf as Schema[]).map((part) => exampleOf(part)));
  const type = Array.isArray(schema.type)
    ? schema.type[0]
    : (schema.type ?? (schema.properties ? 'object' : undefined));
  if (type === 'object') {
    // A change of nothing changes nothing: where all is optional, the first property is given.
    const names = schema.required ?? [];
    return Object.fromEntries(names.map((name) => [name, exampleOf(schema.properties?.[name])]));
  }
  if (type === 'array') return Array.from({ length: Number(schema.minItems ?? 0) }, () => exampleOf(schema.items));
  if (type === 'integer' || type === 'number') {
    if (typeof schema.minimum === 'number') return schema.minimum;
    return typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum + 1 : 1;
  }
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return textOf(schema);
}

function textOf({ format, pattern, minLength }: Schema): string {
  if (format === 'uuid') return '01900000-0000-7000-8000-000000000000';
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  if (format === 'date') return '2026-01-01';
  if (format === 'uri') return 'https://example.org/';
  if (format === 'email') return 'somebody@example.org';
  if (typeof pattern === 'string')
    return (
      fc
        .sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 20, seed: 1 })
        .find((text) => text.length >= Number(minLength ?? 0) && /^[\x20-\x7e]*$/.test(text)) ?? ''
    );
  return 'en'.padEnd(Number(minLength ?? 0), 'x');
}
