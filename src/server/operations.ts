import { STATUS_CODES } from 'node:http';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';

/** What the groups of operations are about, in the order in which the page shows them. */
export const tagDescriptions: { name: string; description: string }[] = [
  { name: 'jobs', description: 'Submissions: one or many articles into some languages, their progress and their end.' },
  { name: 'articles', description: 'Articles with their revisions and language versions.' },
  { name: 'segments', description: 'The text of a language version, segment by segment, and its review.' },
  { name: 'review', description: 'Approval in steps, the text that came, previews, quality.' },
  { name: 'annotations', description: 'Comments and rejections of segments and articles.' },
  { name: 'presence', description: 'Who has what open.' },
  { name: 'findings', description: 'What the checks found in an article, and what people said to it.' },
  { name: 'outputs', description: 'The files that an article comes out as.' },
  { name: 'publishing', description: 'What readers get: destinations, publishing a language version, withdrawing it.' },
  { name: 'memories', description: 'Translation memories: kept up, read in and given out, searched and counted.' },
  { name: 'glossaries', description: 'Glossaries: concepts with their wordings, as files and one by one.' },
  { name: 'engines', description: 'Machine translation: engines, estimates, costs and the rules for them.' },
  { name: 'webhooks', description: 'Addresses that are told of events.' },
  { name: 'sign-in', description: 'Who asks: passwords, one-time links, sign-in with a provider, sessions.' },
  { name: 'people', description: 'People and their roles.' },
  { name: 'keys', description: 'Keys with which programs sign in.' },
  { name: 'desks', description: 'Desks: their languages, time zones and rules.' },
  { name: 'audit', description: 'The record of acts: who did what, and when.' },
  { name: 'service', description: 'How the service is.' },
];

/** The shape of a problem document (RFC 9457), as problem.ts makes it. */
const problem = {
  type: 'object',
  description: 'A problem document (RFC 9457). `code` and `parameters` are for programs, the rest for people.',
  required: ['type', 'title', 'status', 'code', 'parameters'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string', description: 'What happened, in the language of Accept-Language.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What to do next.' },
    code: { type: 'string' },
    parameters: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    instance: { type: 'string' },
  },
} as const;

/** What of a document is touched here. */
interface Described {
  paths?: object;
  components?: { schemas?: object; responses?: object };
}

/** Every operation may answer with a problem document: said once, and meant by each. */
export function problemResponses<T extends Described>(document: T): T {
  const refused = (description: string) => ({
    description,
    content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  const paths: Record<string, object> = {};
  for (const [path, item] of Object.entries(document.paths ?? {}))
    paths[path] = Object.fromEntries(
      Object.entries(item ?? {}).map(([method, operation]) => {
        const { responses = {}, ...rest } = operation as { responses?: object };
        const said = {
          ...described(responses),
          '4XX': { $ref: '#/components/responses/Refused' },
          '5XX': { $ref: '#/components/responses/Failed' },
        };
        return [method, { ...rest, responses: said }];
      }),
    );
  return {
    ...document,
    paths,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, Problem: problem },
      responses: {
        ...document.components?.responses,
        Refused: refused('The request cannot be done as it is: see code and detail.'),
        Failed: refused('The service cannot do it now: try again after Retry-After, where that is there.'),
      },
    },
  };
}

/** What a route does not say of a status, its name says. */
function described(responses: object): object {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      const { description } = response as { description?: string };
      const said = description === undefined || description === 'Default Response' ? STATUS_CODES[status] : description;
      return [status, { ...(response as object), description: said ?? '' }];
    }),
  );
}
