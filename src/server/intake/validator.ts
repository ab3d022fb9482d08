import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';

/** Says what is wrong with a value, or nothing. */
export type Validator = (value: unknown) => string | undefined;

/** Validates parts of a request as the bodies of requests are validated. */
export function validatorOf(request: FastifyRequest, schema: TSchema): Validator {
  const valid = request.compileValidationSchema(schema as unknown as Record<string, unknown>, 'body');
  return (value) => {
    if (valid(value)) return undefined;
    const [first] = valid.errors ?? [];
    return `${first?.instancePath ?? ''} ${first?.message ?? ''}`.trim();
  };
}
