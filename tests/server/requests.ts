import fc from 'fast-check';

/** A JSON Schema as the description of the API has it. */
export interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  patternProperties?: Record<string, Schema>;
  items?: Schema;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  default?: unknown;
}

/** Anything at all, in the shape of JSON. */
export const rubbish: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    '\u0000',
    '../../etc/passwd',
    "'; DROP TABLE job; --",
    '\ud800',
    '%00',
    'a\r\nSet-Cookie: x=1',
    -1,
    1e308,
  ),
);

/** Values of a schema; `known` are ids that exist, which a random one never would. */
export function valuesOf(schema: Schema, known: string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return fc.oneof(...choice.map((each) => valuesOf(each, known)));
  const [type] = Array.isArray(schema.type) ? schema.type : [schema.type];
  switch (type) {
    case 'string':
      return textsOf(schema, known);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(3, schema.minItems ?? 0)),
      });
    case 'object':
      return objectsOf(schema, known);
    default:
      return rubbish;
  }
}

function objectsOf(schema: Schema, known: string[]): fc.Arbitrary<unknown> {
  const properties = schema.properties ?? {};
  const required = (schema.required ?? []).filter((name) => name in properties);
  const fixed = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valuesOf(each, known)])),
    { requiredKeys: required },
  );
  const [free] = Object.values(schema.patternProperties ?? {});
  return free ? fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), valuesOf(free, known), { maxKeys: 3 }) : fixed;
}

function textsOf({ format, minLength = 0, maxLength = 40 }: Schema, known: string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return known.length > 0 ? fc.oneof(fc.constantFrom(...known), fc.uuid()) : fc.uuid();
  if (format === 'date-time')
    return fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format === 'date')
    return fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  return fc.oneof(
    fc
      .constantFrom('es', 'fr', 'ar', 'pt-BR', 'a.txt', 'story.html', 'The road is closed.', 'ap', 'auto', 'capitals')
      .filter((text) => text.length >= minLength && text.length <= maxLength),
    fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(40, minLength)) }),
  );
}

/** Values that are nearly right: one part of a right one is something else, missing or too much. */
export function nearly(schema: Schema, known: string[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(valuesOf(schema, known), rubbish, fc.nat(), fc.constantFrom('replace', 'remove', 'add'))
    .map(([value, other, at, how]) => {
      if (typeof value !== 'object' || value === null) return other;
      const copy = structuredClone(value) as Record<string, unknown>;
      const keys = Object.keys(copy);
      const key = keys[at % Math.max(1, keys.length)];
      if (how === 'add' || key === undefined) copy.unheardOf = other;
      else if (how === 'remove') delete copy[key];
      else copy[key] = other;
      return copy;
    });
}
