import { afterAll, beforeAll } from 'vitest';
import type { TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

/** What a test needs to know of a segment's answer. */
export interface Row {
  id: string;
  ordinal: number;
  source: { text: string };
  target: { text: string | null; state: string; subState: string | null; version: number; confirmedBy: string | null };
  findings: { id: string; check: string; severity: string; side: string; start: number; end: number }[];
  dismissed: { id: string; dismissed: { reason: string } }[];
  comments: { open: number; all: number };
}

/** A newsroom as people at the desk use it, each under a name. */
export function reviewDesk(room: Newsroom) {
  const as = (person: string, may = 'review,translate') => ({ 'x-person': person, 'x-may': may });

  /** Asks for something, and gives the answer's status and body. */
  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) {
    const answer = await room.server.inject({ method, url, ...(payload ? { payload } : {}), headers });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, headers: answer.headers };
  }

  return {
    as,
    ask,
    /** An article, worked off. @returns its id */
    async article(text: string, to = ['es'], extra: object = {}): Promise<string> {
      const { body } = await ask('POST', '/v1/jobs', {
        to,
        engines: ['capitals'],
        articles: [{ fileName: 'story.en.txt', text, ...extra }],
      });
      await room.work(body.id);
      return (await ask('GET', `/v1/jobs/${body.id}`)).body.progress.items[0].id;
    },
    async rows(article: string, language = 'es', query = ''): Promise<Row[]> {
      return (await ask('GET', `/v1/articles/${article}/languages/${language}/segments${query}`)).body.items;
    },
    /** Writes a target over the version that is given, or over the one that stands there. */
    async write(article: string, row: Row, payload: object, person = 'ana', language = 'es') {
      const url = `/v1/articles/${article}/languages/${language}/segments/${row.id}`;
      const { version } = (await ask('GET', url)).body.target ?? { version: 0 };
      return ask('PUT', url, { version, ...payload }, as(person));
    },
  };
}

/** A newsroom of one's own for the tests of a suite: open while they run. @param open gives it its database */
export function reviewOf(open: () => Promise<TestDatabase>) {
  const database = {} as TestDatabase;
  const room = {} as Newsroom;
  beforeAll(async () => {
    Object.assign(database, await open());
    Object.assign(room, await openNewsroom(database));
  });
  afterAll(async () => {
    await room.close?.();
    await database.close?.();
  });
  return { database, room, desk: reviewDesk(room) };
}
