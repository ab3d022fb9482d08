import { loud, type Service, spoilt, startService } from './service.ts';

export const AZURE_KEY = 'azure-secret-key-0001';

const languages = ['en', 'fr', 'es', 'ar'];

/** learn.microsoft.com: Translator v3 reference (translate, response codes), dynamic dictionary, request limits. */
export function azureService(): Promise<Service> {
  return startService(
    ({ query, body, headers }, fault) => {
      const refuse = (status: number, code: number, message: string) => ({
        status,
        body: { error: { code, message } },
      });
      if (headers['ocp-apim-subscription-key'] !== AZURE_KEY)
        return refuse(401, 401000, 'The request is not authorized because credentials are missing or invalid.');
      if (query.get('api-version') !== '3.0')
        return refuse(400, 400021, 'The API version parameter is missing or invalid.');
      if (!languages.includes(query.get('to') ?? '')) return refuse(400, 400036, 'The target language is not valid.');
      if (!languages.includes(query.get('from') ?? '')) return refuse(400, 400035, 'The source language is not valid.');
      const texts = (body as { Text: string }[]).map((one) => one.Text);
      if (texts.length > 1000) return refuse(400, 400072, 'The array of input text has too many elements.');
      if (texts.join('').length > 50_000) return refuse(400, 400077, 'The maximum request size has been exceeded.');
      const to = query.get('to');
      return { body: spoilt(texts.map(translated), fault).map((text) => ({ translations: [{ text, to }] })) };
    },
    ({ path }) => path === '/translate',
  );
}

/** Dynamic dictionary: the element goes, its translation stays. */
function translated(text: string): string {
  return text
    .split(/<mstrans:dictionary translation="([^"]*)">.*?<\/mstrans:dictionary>/)
    .map((part, index) => (index % 2 === 1 ? part : loud(part)))
    .join('');
}
