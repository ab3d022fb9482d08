import { Ajv, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

const options: Options = { useDefaults: true, removeAdditional: false, allErrors: false };

/**
 * How requests are held against the routes' schemas. Paths, queries and headers are texts, which are read as what the schema says. A body of
 * JSON says itself what is a number and what is a text: there 5 is no "5".
 */
export function validators(): FastifySchemaCompiler<object> {
  const [written, typed] = [new Ajv({ ...options, coerceTypes: 'array' }), new Ajv(options)];
  for (const ajv of [written, typed]) (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  return ({ schema, httpPart }) => (httpPart === 'body' ? typed : written).compile(schema);
}
