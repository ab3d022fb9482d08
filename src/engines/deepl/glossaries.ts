import { InterlinearError } from '../../model/errors.ts';
import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { EngineGlossary } from '../../model/ports.ts';
import { askJson } from '../http.ts';
import { listOf, property } from '../reply.ts';

/** The account whose glossaries are kept. */
interface Account {
  base: string;
  headers: Record<string, string>;
  timeoutMs: number;
  secrets: string[];
}

/** Glossaries of ours are told by their name from those that somebody made by hand. */
const PREFIX = 'interlinear ';

/** Most glossaries of ours in an account; the oldest make room. Accounts have a limit of their own. */
const KEPT = 20;

/** Keeps a desk's entries as glossaries with DeepL (v2 glossaries: one pair, entries as tab-separated lines, never changed once made). */
export interface GlossaryKeeper {
  /** @returns the id, or undefined where the service takes no glossary of this pair: terms must then go another way */
  idOf(from: LanguageTag, to: LanguageTag, glossary: EngineGlossary, signal?: AbortSignal): Promise<string | undefined>;
}

export function glossaryKeeper(account: Account): GlossaryKeeper {
  const known = new Map<string, Promise<string | undefined>>();
  return {
    async idOf(from, to, glossary, signal) {
      const entries = glossary.entries.filter(isWritable);
      if (entries.length === 0) return undefined;
      const [source, target] = [baseLanguage(from), baseLanguage(to)];
      const name = `${PREFIX}${source}-${target} ${glossary.key.slice(0, 24)}`;
      let id = known.get(name);
      if (!id) {
        id = find(account, name, signal).then((found) => found ?? make(account, name, source, target, entries, signal));
        known.set(name, id);
        id.catch(() => known.delete(name));
      }
      return id;
    },
  };
}

/** No tabs, line breaks or empty sides: one entry is one line. */
function isWritable({ source, target }: { source: string; target: string }): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: DeepL refuses entries with control characters.
  return [source, target].every((text) => text.trim() !== '' && !/[\u0000-\u001f\u2028\u2029]/.test(text));
}

async function find(account: Account, name: string, signal?: AbortSignal): Promise<string | undefined> {
  const all = await list(account, signal);
  return all.find((one) => one.name === name)?.id;
}

async function list(account: Account, signal?: AbortSignal): Promise<{ id: string; name: string; made: string }[]> {
  const answer = await askJson({
    engine: 'deepl',
    url: `${account.base}/v2/glossaries`,
    headers: account.headers,
    timeoutMs: account.timeoutMs,
    secrets: account.secrets,
    ...(signal ? { signal } : {}),
  });
  return (listOf(property(answer, 'glossaries')) ?? []).map((one) => ({
    id: String(property(one, 'glossary_id')),
    name: String(property(one, 'name')),
    made: String(property(one, 'creation_time') ?? ''),
  }));
}

async function make(
  account: Account,
  name: string,
  source: string,
  target: string,
  entries: { source: string; target: string }[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  await makeRoom(account, signal);
  // A source term may stand only once.
  const unique = [...new Map(entries.map((entry) => [entry.source.trim(), entry.target.trim()]))];
  try {
    const answer = await askJson({
      engine: 'deepl',
      url: `${account.base}/v2/glossaries`,
      headers: account.headers,
      body: {
        name,
        source_lang: source,
        target_lang: target,
        entries: unique.map((entry) => entry.join('\t')).join('\n'),
        entries_format: 'tsv',
      },
      timeoutMs: account.timeoutMs,
      secrets: [...account.secrets, ...unique.flat()],
      ...(signal ? { signal } : {}),
    });
    const id = property(answer, 'glossary_id');
    return typeof id === 'string' ? id : undefined;
  } catch (error) {
    // No glossaries for this pair or this account: the terms go as elements.
    if (error instanceof InterlinearError && ['engine.refused', 'engine.quota'].includes(error.code)) return undefined;
    throw error;
  }
}

async function makeRoom(account: Account, signal?: AbortSignal): Promise<void> {
  const ours = (await list(account, signal)).filter((one) => one.name.startsWith(PREFIX));
  const oldest = ours.sort((a, b) => (a.made < b.made ? -1 : 1)).slice(0, Math.max(0, ours.length - KEPT + 1));
  for (const { id } of oldest)
    await askJson({
      engine: 'deepl',
      url: `${account.base}/v2/glossaries/${encodeURIComponent(id)}`,
      method: 'DELETE',
      headers: account.headers,
      timeoutMs: account.timeoutMs,
      secrets: account.secrets,
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      // It answers 204 without a body; and another process may have been faster.
      if (!(error instanceof InterlinearError)) throw error;
    });
}
