import { Type } from 'typebox';
import { broughtStyle, styleOf } from '../../cli/desk-style.ts';
import { InterlinearError } from '../../model/errors.ts';
import { forgetStyle, keepStyle, ownStyle, ownStyles } from '../../storage/house-styles.ts';
import { builtinStyle, styleNames } from '../../terminology/styles.ts';
import { callerOf } from '../caller.ts';
import { page } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { instant, orNull } from '../shapes.ts';

const rule = Type.Object({
  language: Type.String(),
  form: Type.String(),
  insteadOf: Type.Array(Type.String()),
  validFrom: Type.Optional(Type.String()),
  validTo: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
});
const listed = Type.Object({
  name: Type.String(),
  rules: Type.Integer(),
  own: Type.Boolean({ description: 'Whether the desk brought it.' }),
  updatedAt: orNull(instant),
  updatedBy: orNull(Type.String()),
});
const params = Type.Object({ name: Type.String({ minLength: 1, maxLength: 100, examples: [...styleNames] }) });
/** A table in a JSON body: larger ones are none that anybody wrote. */
const CONTENT = 1_000_000;

/** The house styles that come with the product and those that the desk brought, with what each of them prescribes. */
export const styles: Routes = (server, service) => {
  const { tables } = service.database;
  const schema = { tags: ['glossaries'] };
  server.get(
    '/v1/styles',
    {
      config: { permission: 'read' },
      schema: {
        ...schema,
        operationId: 'listStyles',
        summary: 'House styles by name, the desk’s own first',
        response: { 200: page(listed) },
      },
    },
    async (request) => {
      const own = await ownStyles(tables, callerOf(request).desk);
      const builtin = styleNames.map((name) => ({ name, rules: builtinStyle(name)?.rules.length ?? 0 }));
      return {
        items: [
          ...own.map((style) => ({ ...style, own: true, updatedAt: style.updatedAt.toISOString() })),
          ...builtin.map((style) => ({ ...style, own: false, updatedAt: null, updatedBy: null })),
        ],
        next: null,
      };
    },
  );
  server.get(
    '/v1/styles/:name',
    {
      config: { permission: 'read' },
      schema: {
        ...schema,
        operationId: 'showStyle',
        summary: 'What a house style prescribes',
        params,
        response: {
          200: Type.Object({
            name: Type.String(),
            own: Type.Boolean(),
            content: orNull(Type.String({ description: 'The table of one’s own as it came.' })),
            rules: Type.Array(rule),
          }),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { name } = request.params;
      const style = await styleOf(tables, desk, name);
      if (!style) throw new InterlinearError('style.not-own', { name });
      const own = builtinStyle(style.name) ? undefined : await ownStyle(tables, desk, style.name);
      const rules = style.rules.map(({ from, to, ...rest }) => ({
        ...rest,
        ...(from === undefined ? {} : { validFrom: from }),
        ...(to === undefined ? {} : { validTo: to }),
      }));
      return { name: style.name, own: own !== undefined, content: own?.content ?? null, rules };
    },
  );
  server.put(
    '/v1/styles',
    {
      config: { permission: 'admin' },
      bodyLimit: 2 * CONTENT,
      schema: {
        ...schema,
        operationId: 'keepStyle',
        summary: 'Bring a house style of the desk’s own, or put another in its place',
        description:
          'A table as docs/styles.md describes it: language, form, instead of, from, to, note. All of it is taken or nothing; the answer to one ' +
          'that cannot be read names the line. Submissions name it as `style`; jobs that were submitted go on with what they had.',
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100, examples: ['house'] }),
            content: Type.String({ minLength: 1, maxLength: CONTENT, examples: ['en\tTürkiye\tTurkey\t2022-06-01\n'] }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ name: Type.String(), rules: Type.Integer(), created: Type.Boolean() }),
        },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const { name, content } = request.body;
      const style = broughtStyle(name, content);
      const created = await keepStyle(tables, desk, style, content, { actor, now: service.clock.now() });
      return { name: style.name, rules: style.rules.length, created };
    },
  );
  server.delete(
    '/v1/styles/:name',
    {
      config: { permission: 'admin' },
      schema: {
        ...schema,
        operationId: 'forgetStyle',
        summary: 'Forget a house style of the desk’s own',
        description: '409 where it is the desk’s usual one.',
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      const name = request.params.name.trim().toLowerCase();
      await forgetStyle(tables, desk, name, { actor, now: service.clock.now() });
      return reply.code(204).send(null);
    },
  );
};
