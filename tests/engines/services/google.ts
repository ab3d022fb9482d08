import { generateKeyPairSync } from 'node:crypto';
import { loud, type Service, spoilt, startService } from './service.ts';

const TOKEN = 'ya29.google-secret-token';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The text of a service account's key file whose tokens come from this service. */
export function googleKey(url: string): string {
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
  return JSON.stringify({ client_email: 'desk@project', private_key: privateKey, token_uri: `${url}/token` });
}

const languages = ['en', 'fr', 'es', 'ar'];

/** cloud.google.com/translate: projects.locations.translateText, quotas; OAuth 2.0 for server to server applications. */
export function googleService(): Promise<Service> {
  return startService(
    ({ path, body, headers }, fault) => {
      if (path === '/token') {
        const { grant_type, assertion } = body as Record<string, string>;
        const isAssertion =
          grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && assertion?.split('.').length === 3;
        if (!isAssertion) return { status: 400, body: { error: 'invalid_grant', error_description: 'Bad assertion' } };
        return { body: { access_token: TOKEN, expires_in: 3599, token_type: 'Bearer' } };
      }
      const refuse = (code: number, status: string, message: string) => ({
        status: code,
        body: { error: { code, message, status } },
      });
      if (headers.authorization !== `Bearer ${TOKEN}`)
        return refuse(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
      if (path !== '/v3/projects/desk-project/locations/global:translateText')
        return refuse(404, 'NOT_FOUND', 'Not found');
      const { contents, sourceLanguageCode, targetLanguageCode, mimeType } = body as {
        contents: string[];
        sourceLanguageCode: string;
        targetLanguageCode: string;
        mimeType: string;
      };
      const points = contents.reduce((sum, one) => sum + [...one].length, 0);
      if (contents.length > 1024 || points > 30_720) return refuse(400, 'INVALID_ARGUMENT', 'Text is too long.');
      if (![sourceLanguageCode, targetLanguageCode].every((one) => languages.includes(one)))
        return refuse(400, 'INVALID_ARGUMENT', 'Target language is invalid.');
      if (mimeType !== 'text/html') return refuse(400, 'INVALID_ARGUMENT', 'Invalid mime type.');
      const texts = contents.map(translated);
      return { body: { translations: spoilt(texts, fault).map((translatedText) => ({ translatedText })) } };
    },
    ({ path }) => path.endsWith(':translateText'),
  );
}

/** `translate="no"` is obeyed; apostrophes and quotation marks come back as references, as the service has them in HTML. */
function translated(text: string): string {
  return text
    .split(/(<span\b[^>]*translate="no"[^>]*>.*?<\/span>)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : loud(part).replace(/<[^<>]*>|['"]/g, (piece) => (piece === "'" ? '&#39;' : piece === '"' ? '&quot;' : piece)),
    )
    .join('');
}
