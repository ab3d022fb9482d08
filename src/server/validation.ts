import { Ajv, type Options, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import Fastify, { type FastifySchemaCompiler, type FastifySerializerCompiler } from 'fastify';

const options: Options = { useDefaults: true, removeAdditional: false, allErrors: false };

/**
 * How requests are held against the routes' schemas. Paths, queries and headers are texts, which are read as what the schema says. A body of
 * JSON says itself what is a number and what is a text: there 5 is no "5".
 *
 * A schema is compiled when the first request comes that it is for: there are hundreds, and a start that compiled them all would wait for them.
 */
export function validators(): FastifySchemaCompiler<object> {
  const [written, typed] = [new Ajv({ ...options, coerceTypes: 'array' }), new Ajv(options)];
  for (const ajv of [written, typed]) (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  return ({ schema, httpPart }) => {
    let compiled: ValidateFunction | undefined;
    const validate = (value: unknown): boolean => {
      compiled ??= (httpPart === 'body' ? typed : written).compile(schema);
      const valid = compiled(value) as boolean;
      validate.errors = compiled.errors;
      return valid;
    };
    validate.errors = undefined as ValidateFunction['errors'];
    return validate;
  };
}

/**
 * How answers are written: by Fastify's own compiler, and as the schemas above when the first one goes out. A server of nothing but one route
 * tells which compiler that is.
 */
export async function serializers(): Promise<FastifySerializerCompiler<unknown>> {
  const bare = Fastify();
  bare.get('/', { schema: { response: { 200: { type: 'null' } } } }, async () => null);
  await bare.ready();
  const compile = bare.serializerCompiler as FastifySerializerCompiler<unknown>;
  await bare.close();
  return (route) => {
    let write: ReturnType<typeof compile> | undefined;
    return (answer) => {
      write ??= compile(route);
      return write(answer);
    };
  };
}
