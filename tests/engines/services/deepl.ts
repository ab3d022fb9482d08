import { SaxesParser } from 'saxes';
import { type Answer, loud, type Received, type Service, spoilt, startService } from './service.ts';

export const DEEPL_KEY = 'deepl-secret-key-0001:fx';

/** developers.deepl.com: translate, glossaries (v2), error handling. */
export async function deeplService(): Promise<Service & { glossaries: Map<string, Glossary> }> {
  const glossaries = new Map<string, Glossary>();
  let made = 0;
  const service = await startService(
    (request, fault) => {
      if (request.headers.authorization !== `DeepL-Auth-Key ${DEEPL_KEY}`)
        return { status: 403, body: { message: 'Forbidden' } };
      if (request.path.startsWith('/v2/glossaries')) return glossaryAnswer(request, glossaries, () => ++made);
      const { text, source_lang, target_lang, glossary_id } = request.body as Record<string, string> & {
        text: string[];
      };
      if (request.bytes > 128 * 1024) return { status: 413, body: { message: 'Payload too large' } };
      if (text.length > 50) return { status: 400, body: { message: 'Too many texts.' } };
      if (!targets.includes(target_lang ?? ''))
        return { status: 400, body: { message: "Value for 'target_lang' not supported." } };
      if (!sources.includes(source_lang ?? ''))
        return { status: 400, body: { message: "Value for 'source_lang' not supported." } };
      const glossary = glossary_id === undefined ? undefined : glossaries.get(glossary_id);
      if (glossary_id !== undefined && !glossary) return { status: 404, body: { message: 'Glossary not found' } };
      if (!text.every(isWellFormed)) return { status: 400, body: { message: 'Tag handling parsing failed.' } };
      const texts = text.map((one) => translated(one, glossary?.entries));
      return {
        body: {
          translations: spoilt(texts, fault).map((one, index) => ({
            detected_source_language: source_lang,
            text: one,
            billed_characters: (text[index] ?? '').length,
          })),
        },
      };
    },
    ({ path }) => path === '/v2/translate',
  );
  return Object.assign(service, { glossaries });
}

interface Glossary {
  name: string;
  entries: Map<string, string>;
  made: string;
}

const sources = ['EN', 'FR', 'ES', 'AR'];
const targets = ['EN-GB', 'EN-US', 'FR', 'ES', 'AR'];

/** `ignore_tags`: what stands inside of `<t>` is not translated. */
function translated(text: string, entries?: Map<string, string>): string {
  return text
    .split(/(<t\b[^>]*>.*?<\/t>)/)
    .map((part, index) => {
      if (index % 2 === 1) return part;
      let spoken = loud(part);
      for (const [source, target] of entries ?? []) spoken = spoken.replaceAll(source.toUpperCase(), target);
      return spoken;
    })
    .join('');
}

function isWellFormed(text: string): boolean {
  try {
    new SaxesParser().write(`<text>${text}</text>`).close();
    return true;
  } catch {
    return false;
  }
}

function glossaryAnswer(
  { method, path, body }: Received,
  glossaries: Map<string, Glossary>,
  next: () => number,
): Answer {
  const listed = ([id, { name, made }]: [string, Glossary]) => ({ glossary_id: id, name, creation_time: made });
  if (method === 'GET') return { body: { glossaries: [...glossaries].map(listed) } };
  if (method === 'DELETE') {
    const known = glossaries.delete(path.split('/').at(-1) ?? '');
    return known ? { status: 204, body: '' } : { status: 404, body: { message: 'Not found' } };
  }
  const { name = '', entries = '', entries_format, target_lang } = body as Record<string, string>;
  if (entries_format !== 'tsv' || target_lang === 'ar')
    return { status: 400, body: { message: 'Unsupported glossary source and target language pair' } };
  const lines = entries.split('\n').map((line) => line.split('\t') as [string, string]);
  const number = next();
  const id = `glossary-${number}`;
  const made = new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString();
  glossaries.set(id, { name, entries: new Map(lines), made });
  return { status: 201, body: listed([id, glossaries.get(id) as Glossary]) };
}
