import type { Config } from '../config.ts';
import { installedModels } from '../engines/bergamot/installed.ts';
import { selectEngine } from '../engines/select.ts';
import { InterlinearError, type StoredError, storedError } from '../model/errors.ts';
import { baseLanguage, type LanguageTag, sameLanguage, UNDETERMINED } from '../model/language.ts';
import type { SubmittedArticle } from '../storage/accepted-articles.ts';
import { askPerson } from './ask.ts';
import type { Call } from './command.ts';
import { enginesOf, modelsFolder } from './engines.ts';
import type { WishedPair } from './models-pair.ts';
import { plannedMegabytes, planPull, pullPlanned } from './models-pulling.ts';
import { sentence } from './sentence.ts';

/** Longest wait for the registry before a run goes on without, in milliseconds. */
const PATIENCE = 10_000;

/** Files whose language is looked at: a batch of thousands is not read twice for a question. */
const FILES = 20;

/**
 * Offers the models that a run needs and this machine lacks: pulls them after a yes, or at once where the call says `--yes`. A pair that
 * an engine can do already is left to it. A registry that does not answer is said so, and the run goes on without.
 */
export async function offerModels(
  call: Call,
  wishes: { config: Config; to: LanguageTag[]; from?: LanguageTag; sourceFrom?: LanguageTag; yes?: boolean },
  articles: SubmittedArticle[],
  ask: (question: string) => Promise<boolean> = (question) => askPerson(call, question),
  someoneThere: boolean = process.stdin.isTTY === true,
): Promise<void> {
  const { config } = wishes;
  if (wishes.to.length === 0 || !named(config, 'auto', 'bergamot')) return;
  if (!wishes.yes && !someoneThere) return;
  const pairs = await missingPairs(wishes, articles);
  if (pairs.length === 0) return;
  try {
    const plan = await planPull(config, pairs, PATIENCE);
    const question = call.messages('cli:models.offer.ask', {
      pairs: pairs.map(({ from, to }) => `${from}>${to}`).join(', '),
      megabytes: plannedMegabytes(plan),
    });
    if (wishes.yes || (await ask(question))) await pullPlanned(call, config, plan);
  } catch (error) {
    if (!(error instanceof InterlinearError)) throw error;
    const reason: StoredError = storedError(error);
    call.note(sentence(reason, call.messages));
    call.note(call.messages('cli:models.offer.without'));
  }
}

/** Whether a run names one of some engines, alone or among others. */
function named({ engine }: Config, ...names: string[]): boolean {
  return engine.split(',').some((name) => names.includes(name.trim()));
}

/** Says that what comes out is no translation, where a run names the engine and its models are for tests. */
export function warnOfTestModels(call: Call, config: Config): void {
  if (!named(config, 'bergamot')) return;
  const pairs = installedModels(modelsFolder(config)).flatMap(({ test, pair }) => (test ? [pair] : []));
  if (pairs.length > 0) call.note(call.messages('cli:models.test-warning', { pairs: pairs.join(', ') }));
}

/** The pairs of a run that the engine of its choice cannot do, or no engine where none was chosen. */
async function missingPairs(
  wishes: { config: Config; to: LanguageTag[]; from?: LanguageTag; sourceFrom?: LanguageTag },
  articles: SubmittedArticle[],
): Promise<WishedPair[]> {
  const engines = enginesOf(wishes.config);
  const pairs = new Map<string, WishedPair>();
  for (const article of articles.slice(0, FILES)) {
    const from = await languageOf(article, wishes);
    for (const to of wishes.to) {
      const key = `${baseLanguage(from)}>${baseLanguage(to)}`;
      if (from === UNDETERMINED || sameLanguage(from, to) || pairs.has(key)) continue;
      if ('reason' in (await selectEngine(engines, wishes.config.engine, from, to))) pairs.set(key, { from, to });
    }
  }
  return [...pairs.values()];
}

/** The language that an article is translated from: declared, else detected; `und` where it cannot be read, which the run itself will say. */
async function languageOf(
  article: SubmittedArticle,
  { config, from, sourceFrom }: { config: Config; from?: LanguageTag; sourceFrom?: LanguageTag },
): Promise<LanguageTag> {
  const declared = article.source ? sourceFrom : from;
  if (declared) return declared;
  // Loaded only here: most runs need no look ahead.
  const [{ readArticle }, { detectLanguages }] = await Promise.all([
    import('../intake/read.ts'),
    import('../detection/detect.ts'),
  ]);
  const { fileName, input } = article.source ?? article;
  try {
    const read = readArticle(input, { fileName });
    const candidates = config.languages.length > 0 ? { candidates: config.languages } : {};
    const detected = detectLanguages(
      read.blocks.map(({ text }) => text),
      candidates,
    );
    return detected.article === UNDETERMINED ? (read.statedLanguage ?? UNDETERMINED) : detected.article;
  } catch (error) {
    if (error instanceof InterlinearError) return UNDETERMINED;
    throw error;
  }
}
