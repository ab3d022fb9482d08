import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { Served } from '../faults/served.ts';
import type { Person } from './desk-person.ts';
import { root } from './interlinear.ts';

/** What the tests of a set-up share: one service, one browser, and the people who sit at it. */
export interface Stage {
  served: Served;
  browser: Browser;
  ana: Person;
  bo: Person;
  /** Address of the story's Spanish in the desk: ARTICLE/es. */
  story: string;
}

export interface StoredSegment {
  id: string;
  ordinal: number;
  target: { text: string; state: string; version: number };
}

/** The sample story and the text that it was translated from. */
export const storyFiles = ['article.en.txt', 'article.fr.txt'].map((name) => join(root, 'examples/idleb', name));

/** The segments of a version as the service has them. @param address ARTICLE/LANGUAGE */
export async function stored({ served }: Stage, address: string): Promise<StoredSegment[]> {
  const { status, body } = await served.ask(
    'GET',
    `/v1/articles/${address.replace('/', '/languages/')}/segments?limit=500`,
  );
  expect(status).toBe(200);
  return body.items;
}

/** Hands an article in past the browser, and waits until its job is over. @param patience milliseconds @returns its id */
export async function submitted(
  { served }: Stage,
  name: string,
  text: string,
  to: string[],
  patience?: number,
): Promise<string> {
  const { status, body } = await served.ask('POST', '/v1/jobs', {
    to,
    from: 'en',
    articles: [{ fileName: name, text }],
  });
  expect(status, JSON.stringify(body)).toBe(202);
  await served.over(body.id, patience);
  const { body: job } = await served.ask('GET', `/v1/jobs/${body.id}`);
  return job.progress.items[0].id;
}
