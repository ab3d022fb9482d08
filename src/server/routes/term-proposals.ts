import { Type } from 'typebox';
import type { Term } from '../../model/term.ts';
import { changeConcept, conceptsAfter, glossaryWithId, type WantedConcept } from '../../storage/glossary-concepts.ts';
import {
  decidedProposals,
  decideProposal,
  reviewedTexts,
  wordingKey,
  wordingsInForce,
} from '../../storage/term-decisions.ts';
import { type ReviewedText, type TermProposal, termProposals } from '../../terminology/proposals.ts';
import { callerOf } from '../caller.ts';
import { page } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { orNull } from '../shapes.ts';
import { doerOf } from './memories.ts';

const DAY_MS = 86_400_000;
/** How far back reviews are looked at, and how many texts of them, the newest ones. */
const DAYS = 90;
const MOST_TEXTS = 5000;
/** Proposals that an answer lists. */
const LISTED = 100;

const tags = ['glossaries'];
const proposal = Type.Object({
  id: Type.String(),
  language: Type.String(),
  before: Type.String(),
  after: Type.String(),
  kind: Type.Enum(['name', 'term'] as const),
  source: orNull(
    Type.String({ description: 'The language of the source, where that has the old wording as it stands.' }),
  ),
  texts: Type.Integer({ description: 'Texts in which people made this change.' }),
  example: Type.String(),
});

/** Terms and names that reviewers' changes propose: listed, taken into a glossary, or set aside. */
export const termProposalRoutes: Routes = (server, service) => {
  const { tables } = service.database;

  async function open(desk: string): Promise<TermProposal[]> {
    const since = new Date(service.clock.now().getTime() - DAYS * DAY_MS);
    const rows = await reviewedTexts(tables, desk, since, MOST_TEXTS);
    const found = termProposals(
      rows.map(({ sourceLanguage, source, ...row }) => ({
        ...row,
        ...(sourceLanguage !== null && source !== null ? { source: { language: sourceLanguage, text: source } } : {}),
      })) as ReviewedText[],
    );
    const [decided, inForce] = [
      await decidedProposals(tables, desk),
      await wordingsInForce(
        tables,
        desk,
        found.map(({ after }) => after),
      ),
    ];
    return found.filter((one) => !decided.has(one.id) && !inForce.has(wordingKey(one.language, one.after)));
  }

  server.get(
    '/v1/terms/proposals',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        operationId: 'listTermProposals',
        summary: 'Terms and names that reviews propose',
        description:
          `Wordings that people put in the place of a machine’s, or of a given text’s, in the last ${DAYS} days: names at once, other words ` +
          'where they were changed in three texts. What a glossary has, or somebody has decided about, is left out.',
        response: { 200: page(proposal) },
      },
    },
    async (request) => ({ items: (await open(callerOf(request).desk)).slice(0, LISTED), next: null }),
  );

  server.post(
    '/v1/terms/proposals',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        operationId: 'decideTermProposal',
        summary: 'Take a proposed term into a glossary, or set it aside for good',
        body: Type.Object(
          {
            proposal: Type.String({ pattern: '^[0-9a-f]{32}$' }),
            glossary: orNull(Type.String({ format: 'uuid', description: 'Null sets the proposal aside.' })),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            done: Type.Boolean({ description: 'False where the proposal was not open any more: nothing was changed.' }),
            concept: orNull(Type.String()),
          }),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { proposal: wanted, glossary } = request.body;
      const into = glossary === null ? undefined : (await glossaryWithId(tables, caller.desk, glossary)).id;
      const found = (await open(caller.desk)).find((one) => one.id === wanted);
      // Somebody else was faster, or the reviews say something else by now: the list tells.
      if (!found) return { done: false, concept: null };
      const doer = doerOf(caller, service);
      let concept: string | null = null;
      if (into !== undefined) {
        concept = await conceptFor(into, found);
        await changeConcept(
          tables,
          into,
          concept,
          undefined,
          (there) => withTerms(there, concept as string, found),
          doer,
        );
      }
      await decideProposal(tables, caller.desk, found.id, glossary !== null, doer);
      return { done: true, concept };
    },
  );

  /** The concept that has one of the wordings already, else a new one. */
  async function conceptFor(glossary: string, { id: fresh, before, after }: TermProposal): Promise<string> {
    for (const text of [after, before]) {
      const near = await conceptsAfter(tables, glossary, { limit: 50, containing: text });
      const found = near.find(({ terms }) => terms.some((term) => term.text === text));
      if (found) return found.id;
    }
    return fresh.slice(0, 16);
  }
};

function withTerms(there: WantedConcept | undefined, concept: string, found: TermProposal): WantedConcept {
  const { language, before, after, kind, source } = found;
  const wanted: Term[] = [
    { language, text: after, status: 'preferred', kind } as Term,
    // A common word may be right elsewhere; a name that was put right is not.
    ...(kind === 'name' ? [{ language, text: before, status: 'deprecated', kind } as Term] : []),
    ...(source !== null && source !== language
      ? [{ language: source, text: before, status: 'preferred', kind } as Term]
      : []),
  ];
  const terms = there?.terms ?? [];
  const has = (term: Term) => terms.some((one) => one.language === term.language && one.text === term.text);
  return { ...(there ?? { id: concept }), terms: [...terms, ...wanted.filter((term) => !has(term))] };
}
