import { queryOptions } from '@tanstack/react-query';
import type { EditionStatus, PublicationStatus } from '../../model/publication.ts';
import type { Failure, Page } from './articles.ts';
import { request } from './client.ts';

/** An act of publishing: an edition of a language version to one destination. */
export interface Publication {
  id: string;
  language: string;
  /** Its name. */
  destination: string;
  edition: number;
  editionStatus: EditionStatus;
  revision: number;
  status: PublicationStatus;
  reason: string | null;
  error: Failure | null;
  /** The article has a newer revision by now. */
  behind: boolean;
  /** Somebody has written in the version since. */
  edited: boolean;
  updatedAt: string;
}

/** A place where readers find language versions. */
export interface Destination {
  id: string;
  name: string;
  kind: string;
  settings: Record<string, string>;
  /** Versions that readers find there. */
  live: number;
}

/** How often what waits for a worker is asked for again, in milliseconds; events mostly come before that. */
const AGAIN_MS = 1000;

/** What was published of an article, the newest first. */
export const publicationsQuery = (article: string) =>
  queryOptions({
    queryKey: ['publications', article],
    queryFn: async ({ signal }) =>
      (await request<Page<Publication>>('GET', `/v1/articles/${article}/publications`, { signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === 'waiting') ? AGAIN_MS : false),
  });

export const destinationsQuery = queryOptions({
  queryKey: ['destinations'],
  queryFn: async ({ signal }) => (await request<Page<Destination>>('GET', '/v1/destinations', { signal })).items,
});

/** How a language stands at one destination. */
export interface Standing {
  destination: string;
  /** What readers find there, if anything ever was. */
  live: Publication | undefined;
  /** What is on its way, or did not arrive. */
  latest: Publication | undefined;
}

/** How a language stands at each destination at which something of it was published. */
export function standings(publications: readonly Publication[], language: string): Standing[] {
  const own = publications.filter((one) => one.language === language);
  return [...Map.groupBy(own, ({ destination }) => destination)].map(([destination, [latest, ...rest]]) => {
    const live = [latest, ...rest].find((one) => one?.status === 'live');
    return { destination, live, latest: latest === live ? undefined : latest };
  });
}
