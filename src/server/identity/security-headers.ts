import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

const middleware = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    // What pages of the service may load and do: what it brings itself, and nothing that stands in the page.
    directives: {
      'default-src': ["'none'"],
      ...{ 'script-src': ["'self'"], 'style-src': ["'self'"], 'font-src': ["'self'"], 'connect-src': ["'self'"] },
      ...{ 'img-src': ["'self'", 'data:'], 'form-action': ["'self'"] },
      ...{ 'base-uri': ["'none'"], 'frame-ancestors': ["'none'"], 'object-src': ["'none'"] },
    },
  },
  // Only said to those who have come by https, by whoever knows.
  strictTransportSecurity: false,
  // Links with secrets in them are told to nobody else.
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
});

/**
 * What every answer tells browsers: Helmet's headers, asked for once. They are the same for every request, and what is made for each outlives
 * the young generation of the heap with the answer it hangs on.
 */
export const securityHeaders: ReadonlyMap<string, string> = asked();

function asked(): Map<string, string> {
  const headers = new Map<string, string>();
  const answer = {
    setHeader: (name: string, value: string) => headers.set(name.toLowerCase(), value),
    removeHeader: () => {},
  };
  middleware({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return headers;
}
