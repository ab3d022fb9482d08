import type { EditionStatus, PublicationStatus } from '../../model/publication.ts';
import type { Failure, Page } from './shapes.ts';
import type { Asked } from './transport.ts';

/** A publication, as far as commands read it. */
export interface Publication {
  id: string;
  language: string;
  destination: string;
  edition: number;
  editionStatus: EditionStatus;
  place: string;
  status: PublicationStatus;
  error: Failure | null;
}

/** Where a desk publishes. */
export interface Destination {
  id: string;
  name: string;
  kind: string;
  settings: Record<string, string>;
  live: number;
}

/** What of the service's API is about publishing. */
export class PublishingClient {
  readonly #json: <Shape>(asked: Asked) => Promise<Shape>;

  constructor(json: <Shape>(asked: Asked) => Promise<Shape>) {
    this.#json = json;
  }

  publish(
    article: string,
    language: string,
    wish: { destination: string; embargoOver: boolean },
  ): Promise<Publication> {
    return this.#json(post(`${versionPath(article, language)}/publish`, wish));
  }

  async withdraw(
    article: string,
    language: string,
    wish: { reason: string; destination?: string; notice?: string },
  ): Promise<Publication[]> {
    return (await this.#json<Page<Publication>>(post(`${versionPath(article, language)}/withdraw`, wish))).items;
  }

  /** What was published of an article, the newest first. */
  async publications(article: string): Promise<Publication[]> {
    const path = `/v1/articles/${encodeURIComponent(article)}/publications`;
    return (await this.#json<Page<Publication>>({ method: 'GET', path })).items;
  }

  async destinations(): Promise<Destination[]> {
    return (await this.#json<Page<Destination>>({ method: 'GET', path: '/v1/destinations' })).items;
  }

  addDestination(wish: { name: string; kind: string; settings: Record<string, string> }): Promise<Destination> {
    return this.#json(post('/v1/destinations', wish));
  }

  removeDestination(id: string): Promise<void> {
    return this.#json({ method: 'DELETE', path: `/v1/destinations/${encodeURIComponent(id)}` });
  }
}

function versionPath(article: string, language: string): string {
  return `/v1/articles/${encodeURIComponent(article)}/languages/${encodeURIComponent(language)}`;
}

function post(path: string, body: object): Asked {
  return { method: 'POST', path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
