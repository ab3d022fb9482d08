import { Type } from 'typebox';
import type { InlineCode } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import { mqmCategories, mqmSeverities } from '../model/review.ts';
import { finding } from './finding-answers.ts';
import { page } from './pages.ts';
import { id, instant, orNull } from './shapes.ts';

export const code = Type.Object({
  id: Type.String(),
  kind: Type.Enum(['open', 'close', 'standalone'] as const),
  at: Type.Integer(),
  pair: Type.Optional(Type.String()),
  data: Type.String(),
});
const span = Type.Object({ start: Type.Integer(), end: Type.Integer() });
export const state = Type.Enum(['initial', 'translated', 'reviewed', 'final'] as const);

/** A source segment with its target, and what an editor needs to know of both. */
export const segment = Type.Object({
  id: orNull(id),
  ordinal: Type.Integer(),
  role: Type.String(),
  source: Type.Object({ language: Type.String(), text: Type.String(), codes: Type.Array(code) }),
  target: orNull(
    Type.Object({
      text: orNull(Type.String()),
      codes: Type.Array(code),
      state,
      subState: orNull(Type.String()),
      origin: orNull(Type.String()),
      route: Type.String(),
      engine: orNull(Type.String()),
      score: orNull(Type.Integer()),
      match: orNull(Type.String({ description: 'How the match in a memory came about.' })),
      confirmedBy: orNull(Type.String()),
      confirmedByName: orNull(Type.String()),
      unknownWords: Type.Array(Type.String()),
      alignment: Type.Array(Type.Object({ source: span, target: span }), {
        description: 'Which words stand for which, where the engine says so.',
      }),
      matches: Type.Array(
        Type.Object({
          ...{ source: Type.String(), target: Type.String(), score: Type.Integer(), origin: Type.String() },
          codes: Type.Optional(
            Type.Array(code, { description: 'Of its target, where they are those of the segment’s source.' }),
          ),
        }),
      ),
      version: Type.Integer(),
      updatedAt: instant,
    }),
  ),
  machine: orNull(
    Type.Object(
      { text: Type.String(), codes: Type.Array(code), engine: orNull(Type.String()) },
      {
        description:
          'What a machine made of it last, where the target is somebody’s now; null where no machine did, and while the target’s origin is `mt`: it is that text.',
      },
    ),
  ),
  terms: Type.Array(
    Type.Object({
      concept: Type.String(),
      start: Type.Integer(),
      end: Type.Integer(),
      source: Type.String(),
      target: Type.String(),
      accepted: Type.Array(Type.String()),
      outcome: orNull(Type.String({ description: 'How an engine took it over.' })),
    }),
  ),
  findings: Type.Array(finding),
  dismissed: Type.Array(
    Type.Object({
      ...finding.properties,
      dismissed: Type.Object({
        id,
        reason: Type.String(),
        actor: Type.String(),
        actorName: orNull(Type.String()),
        at: instant,
      }),
    }),
    { description: 'Findings that a reviewer let stand; only with `dismissed=true`.' },
  ),
  comments: Type.Object({ open: Type.Integer(), all: Type.Integer() }),
});

export const segmentPage = Type.Object({
  language: Type.String(),
  sourceLanguage: Type.String(),
  kind: Type.Enum(['given', 'target'] as const),
  status: Type.String(),
  ...page(segment).properties,
});

/** Where the source’s codes stand in a text. */
export const places = Type.Optional(
  Type.Array(
    Type.Object(
      { id: Type.String({ maxLength: 50 }), at: Type.Integer({ minimum: 0 }) },
      { additionalProperties: false },
    ),
    { maxItems: 1000, description: 'Where the source’s codes stand in the text.' },
  ),
);

/** What somebody makes of a target; what is absent stays as it is. */
export const written = Type.Object(
  {
    text: Type.Optional(Type.String({ maxLength: 500_000 })),
    codes: places,
    state: Type.Optional(state),
    rejection: Type.Optional(
      Type.Object(
        {
          reason: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }),
          category: Type.Enum(mqmCategories, { description: 'Of the MQM typology.' }),
          severity: Type.Enum(mqmSeverities),
        },
        {
          additionalProperties: false,
          description: 'The target is no translation of its source: it goes back to `initial`.',
        },
      ),
    ),
    acknowledge: Type.Optional(Type.Boolean({ description: 'For `final`: the warnings were seen.' })),
    override: Type.Optional(
      Type.Object(
        { reason: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }) },
        { additionalProperties: false, description: 'For `final`: errors are let pass for this reason.' },
      ),
    ),
    milliseconds: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 86_400_000, description: 'How long somebody worked on it.' }),
    ),
    version: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })),
  },
  { additionalProperties: false },
);

/** A segment with the codes that its text may have, and the text that stands there. */
export interface CodedRow {
  id: string;
  codes: InlineCode[];
  target: { text: string | null; codes: InlineCode[] } | null;
}

/**
 * The codes of a target as somebody wrote them: the markup is the source's, only their places are said.
 *
 * @throws InterlinearError `target.codes` {segment, id} for a code that the source lacks, that stands twice or outside of the text, and for a
 * new text that says nothing of the codes that its source has
 */
export function codesWritten(
  places: { id: string; at: number }[] | undefined,
  text: string,
  { id: segment, codes: own, target }: CodedRow,
): InlineCode[] {
  const refuse = (code: string) => new InterlinearError('target.codes', { segment, id: code });
  if (places === undefined) {
    if (target && target.text === text) return target.codes;
    const [first] = own;
    if (first) throw refuse(first.id);
    return [];
  }
  const left = new Map(own.map((one) => [one.id, one]));
  return places
    .map(({ id: code, at }) => {
      const found = left.get(code);
      if (!found || at > text.length) throw refuse(code);
      left.delete(code);
      return { ...found, at };
    })
    .sort((a, b) => a.at - b.at);
}
