import { loud, type Service, spoilt, startService } from './service.ts';

export const LIBRE_KEY = 'libre-secret-key-0001';

/** docs.libretranslate.com: /languages, /translate, limits and errors. */
export function libretranslateService(): Promise<Service> {
  return startService(
    ({ path, body }, fault) => {
      if (path === '/languages')
        return {
          body: ['en', 'fr', 'es', 'ar'].map((code) => ({ code, name: code, targets: ['en', 'fr', 'es', 'ar'] })),
        };
      const { q, source, target, format, api_key } = body as Record<string, string> & { q: string[] };
      if (api_key !== LIBRE_KEY) return { status: 403, body: { error: 'Invalid API key' } };
      if (format !== 'html') return { status: 400, body: { error: 'Invalid request: format' } };
      if (!source || !target) return { status: 400, body: { error: `${target} is not supported` } };
      if (q.length > 32) return { status: 400, body: { error: 'Invalid request: request exceeds batch limit (32)' } };
      if (q.join('').length > 5000)
        return { status: 400, body: { error: 'Invalid request: request exceeds text limit (5000)' } };
      return { body: { translatedText: spoilt(q.map(loud), fault) } };
    },
    ({ path }) => path === '/translate',
  );
}
