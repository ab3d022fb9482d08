import { type Static, Type } from 'typebox';
import { interfaceLanguages } from '../../i18n.ts';
import { outputKinds } from '../../outputs/kinds.ts';
import { priorities } from '../../storage/priority.ts';

/** Articles that one request may hold, however it brings them. */
export const MOST_ARTICLES = 20_000;
/** Those of a JSON body, which is read as a whole. */
export const MOST_INLINE = 1000;

const language = Type.String({ minLength: 2, maxLength: 35, description: 'BCP 47 tag.' });
const shortText = (maxLength: number) => Type.String({ minLength: 1, maxLength });
/** A file name is none that leads elsewhere: no slashes, no control characters. */
export const fileName = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^/\\\\\\u0000-\\u001f\\u007f]+$',
  description: 'File name without a path; its extension says what the article is: .txt, .html.',
});

export const metadata = Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.String({ maxLength: 2000 }), {
  maxProperties: 50,
  description: 'Free properties that come back with the article.',
});

const content = {
  fileName: Type.Optional(fileName),
  text: Type.Optional(Type.String({ minLength: 1, description: 'The text itself.' })),
  base64: Type.Optional(Type.String({ minLength: 1, description: 'The bytes of the file, in base64.' })),
};

/** One article: its text, its bytes, or where it stands. */
export const writtenArticle = Type.Object(
  {
    ...content,
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'Fetched when its turn comes.' })),
    source: Type.Optional(
      Type.Object(content, { additionalProperties: false, description: 'The text that it was translated from.' }),
    ),
    metadata: Type.Optional(metadata),
  },
  { additionalProperties: false, description: 'Exactly one of `text`, `base64` and `url`.' },
);
export type WrittenArticle = Static<typeof writtenArticle>;

const wishes = {
  name: Type.Optional(shortText(200)),
  to: Type.Array(language, {
    maxItems: 50,
    default: [],
    description: 'Target languages; none corrects the articles only.',
  }),
  from: Type.Optional(language),
  sourceFrom: Type.Optional(language),
  engines: Type.Optional(
    Type.Array(shortText(50), {
      minItems: 1,
      maxItems: 10,
      description: 'Asked in turn; `auto` stands for local ones.',
    }),
  ),
  glossaries: Type.Optional(
    Type.Array(shortText(200), {
      maxItems: 50,
      description: 'By name, the most important first; the others of the desk hold behind them.',
    }),
  ),
  memories: Type.Optional(Type.Array(shortText(200), { maxItems: 50, description: 'By name.' })),
  style: Type.Optional(Type.String({ minLength: 1, maxLength: 50, description: 'House style by name.' })),
  date: Type.Optional(Type.String({ format: 'date', description: 'The day that the articles are of.' })),
  priority: Type.Optional(Type.Enum(priorities)),
  embargo: Type.Optional(
    Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
      description: 'Not to be published before, whatever the articles state; null: there is none.',
    }),
  ),
  deadline: Type.Optional(Type.String({ format: 'date-time' })),
  callbackUrl: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'Told when the job is over.' })),
  formats: Type.Optional(Type.Array(Type.Enum([...outputKinds]), { maxItems: 20, description: 'Default: all.' })),
  interfaceLanguage: Type.Optional(Type.Enum(interfaceLanguages, { description: 'Of messages inside the outputs.' })),
};

/** A job without its articles: what the first line of NDJSON and the field `job` of an upload hold. */
export const jobWishes = Type.Object(wishes, { additionalProperties: false });
export type JobWishes = Static<typeof jobWishes>;

/** A job with its articles, or the feed that lists them. */
export const jobRequest = Type.Object(
  {
    ...wishes,
    articles: Type.Optional(Type.Array(writtenArticle, { minItems: 1, maxItems: MOST_INLINE })),
    feed: Type.Optional(
      Type.Object(
        {
          url: Type.String({ minLength: 1, maxLength: 2000 }),
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'The first items of the feed.' }),
          since: Type.Optional(Type.String({ format: 'date-time', description: 'Items that are not older.' })),
        },
        { additionalProperties: false, description: 'RSS or Atom: each item is an article.' },
      ),
    ),
  },
  { additionalProperties: false },
);
export type JobRequest = Static<typeof jobRequest>;
