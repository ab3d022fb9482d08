/** A problem document of the service (RFC 9457), or what stands for one when no answer came. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly parameters: Record<string, string | number>;
  /** The whole document: conflicts carry what the service has. */
  readonly body: Record<string, unknown>;

  constructor(body: Record<string, unknown>, status: number) {
    super(typeof body.title === 'string' ? body.title : '');
    this.status = status;
    this.code = typeof body.code === 'string' ? body.code : status === 0 ? 'offline' : 'internal';
    this.detail = typeof body.detail === 'string' ? body.detail : undefined;
    this.parameters = (body.parameters ?? {}) as Record<string, string | number>;
    this.body = body;
  }

  /** No answer came, or none of the service itself: worth another try later. */
  get away(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Event of the window: the session is over, whatever was being done. */
export const SIGNED_OUT = 'interlinear:signed-out';

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

export interface RequestOptions {
  body?: unknown;
  query?: Query;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Nobody waits for it: that the session is over is for what somebody does to find out, and not in the middle of typing. */
  quiet?: boolean;
}

/** What every request carries: the desk that the person works for, and the token that proves that the page itself asks. */
export const standing: { desk: string | undefined; csrf: string | undefined; language: string } = {
  desk: undefined,
  csrf: undefined,
  language: 'en',
};

/** Address of a resource with its query. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** Address of a file for a plain link: links carry no headers, so the desk stands in the address. */
export function fileAddress(path: string, query: Query = {}): string {
  return address(path, { ...query, 'interlinear-desk': standing.desk });
}

/**
 * Asks the service.
 *
 * @returns the body, parsed where it is JSON; undefined for an empty one
 * @throws Problem
 */
export async function request<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  return (await requestWithHeaders<Answer>(method, path, options)).body;
}

/** As `request`, with the answer's headers (ETag). @throws Problem */
export async function requestWithHeaders<Answer>(
  method: string,
  path: string,
  { body, query, headers, signal, quiet }: RequestOptions = {},
): Promise<{ body: Answer; headers: Headers }> {
  const raw = body instanceof FormData || body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': standing.language,
        ...(standing.desk ? { 'interlinear-desk': standing.desk } : {}),
        ...(standing.csrf && method !== 'GET' ? { 'interlinear-csrf': standing.csrf } : {}),
        ...(body !== undefined && !raw ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body !== undefined ? { body: raw ? (body as BodyInit) : JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem({ code: 'offline' }, 0);
  }
  const type = response.headers.get('content-type') ?? '';
  const answer: unknown = /\bjson\b/.test(type)
    ? await response.json().catch(() => ({}))
    : (await response.text()) || undefined;
  if (response.status === 401 && path !== '/v1/session' && !quiet) window.dispatchEvent(new Event(SIGNED_OUT));
  if (!response.ok)
    throw new Problem((typeof answer === 'object' ? answer : {}) as Record<string, unknown>, response.status);
  return { body: answer as Answer, headers: response.headers };
}
