import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { builtinStyle, styleNames } from '../../terminology/styles.ts';
import { page } from '../pages.ts';
import type { Routes } from '../routes.ts';

const rule = Type.Object({
  language: Type.String(),
  form: Type.String(),
  insteadOf: Type.Array(Type.String()),
  validFrom: Type.Optional(Type.String()),
  validTo: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
});

/** The house styles that come with the product, with what each of them prescribes. */
export const styles: Routes = (server) => {
  const schema = { tags: ['glossaries'] };
  server.get(
    '/v1/styles',
    {
      config: { permission: 'read' },
      schema: {
        ...schema,
        operationId: 'listStyles',
        summary: 'House styles by name',
        response: { 200: page(Type.Object({ name: Type.String(), rules: Type.Integer() })) },
      },
    },
    async () => ({
      items: styleNames.map((name) => ({ name, rules: builtinStyle(name)?.rules.length ?? 0 })),
      next: null,
    }),
  );
  server.get(
    '/v1/styles/:name',
    {
      config: { permission: 'read' },
      schema: {
        ...schema,
        operationId: 'showStyle',
        summary: 'What a house style prescribes',
        params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 50, examples: [...styleNames] }) }),
        response: { 200: Type.Object({ name: Type.String(), rules: Type.Array(rule) }) },
      },
    },
    async (request) => {
      const { name } = request.params;
      const found = builtinStyle(name.toLowerCase());
      if (!found) throw new InterlinearError('style.unknown', { name, known: styleNames.join(', ') });
      return { name: found.name, rules: found.rules };
    },
  );
};
