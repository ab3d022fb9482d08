/** A request that the page of the API's description is about to make. */
interface TriedRequest {
  method?: string;
  headers: Record<string, string>;
}

/**
 * Runs in the browser, on the page of the API's description: who is signed in shows the session's token with requests that change something,
 * as the desk's own pages do. It is sent as its text, and knows nothing but what it says itself.
 */
export async function showToken(request: TriedRequest): Promise<TriedRequest> {
  if (/^(get|head|options)$/i.test(request.method ?? 'get')) return request;
  if (request.headers.Authorization || request.headers.authorization) return request;
  const answer = await fetch('/v1/session');
  if (!answer.ok) return request;
  const { csrfToken } = (await answer.json()) as { csrfToken?: string };
  if (csrfToken) request.headers['Interlinear-CSRF'] = csrfToken;
  return request;
}
