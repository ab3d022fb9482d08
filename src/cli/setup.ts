import { createEngines } from '../engines/registry.ts';
import { InterlinearError, storedError } from '../model/errors.ts';
import type { Engine, Messages } from '../model/ports.ts';
import { type PlannedPull, plannedMegabytes } from './models-pulling.ts';
import { installCommand, installDebianPackages, installedPackages } from './packages.ts';
import { sentence } from './sentence.ts';

/** The pairs of the demo: the story is French, and is wanted in Spanish and Catalan. */
export const demoPairs = [
  { from: 'fr', to: 'es' },
  { from: 'fr', to: 'ca' },
];

/** Longest wait for the registry of models, in milliseconds. */
export const SETUP_PATIENCE = 10_000;

/** Apertium and the pairs that newsrooms around French, English, Spanish and Catalan need; names as in Debian 12. */
export const enginePackages = [
  'apertium',
  'apertium-eng-spa',
  'apertium-eng-cat',
  'apertium-fr-es',
  'apertium-fra-cat',
  'apertium-spa-cat',
];

export interface SetupOptions {
  /** Install without asking. */
  yes: boolean;
  print: (line: string) => void;
  /** Asks a person; absent where nobody can answer, and then nothing is installed without `yes`. */
  ask?: (question: string) => Promise<boolean>;
  messages: Messages;
  /** Neural models for the demo's pairs; absent where none are wanted. */
  models?: { plan(): Promise<PlannedPull>; pull(plan: PlannedPull): Promise<void> };
}

/**
 * `interlinear setup`: gives this machine a translation engine. First neural models, where their registry answers; then Apertium from
 * the system's packages, which does the demo and the pairs that have no model, and is all there is without a network. Says what it runs; where it can install nothing, says that runs will
 * be memory and glossary only, and which command an administrator would run. Quick when there is nothing to do.
 *
 * @returns whether there is an engine now
 */
export async function runSetup(options: SetupOptions): Promise<{ engine: boolean }> {
  const { print, messages } = options;
  const modelled = await setUpModels(options);
  const installed = await installedPackages(enginePackages);
  const wanted = enginePackages.filter((name) => !installed.includes(name));
  // Apertium may be there without dpkg knowing it: on a system of another kind, there is nothing for apt to do.
  const before = installed.length === 0 ? await pairsOf(newEngine()) : [];

  if (wanted.length === 0) {
    print(messages('cli:setup.ready', { count: installed.length }));
  } else if (before.length > 0) {
    print(messages('cli:setup.elsewhere'));
  } else if (await agreed(options, wanted)) {
    print(messages('cli:setup.installing', { packages: wanted.join(' ') }));
    const { missing } = await installDebianPackages(enginePackages, print);
    for (const reason of new Set(missing.map(({ why }) => why))) {
      const those = missing.filter(({ why }) => why === reason);
      const packages = those.map(({ name }) => name).join(', ');
      print(messages(`cli:setup.why.${reason}`, { packages, detail: those[0]?.detail ?? '' }).trim());
    }
    if (missing.length > 0)
      print(messages('cli:setup.administrator', { command: installCommand(missing.map(({ name }) => name)) }));
  } else {
    print(messages('cli:setup.administrator', { command: installCommand(wanted) }));
  }

  const routes = before.length > 0 ? before : await pairsOf(newEngine());
  if (routes.length > 0) print(messages('cli:setup.pairs', { count: routes.length, pairs: routes.join(', ') }));
  else if (!modelled) print(messages('cli:setup.memory-only'));
  return { engine: modelled || routes.length > 0 };
}

/** @returns whether the models of the demo's pairs are there now */
async function setUpModels({ models, yes, ask, print, messages }: SetupOptions): Promise<boolean> {
  if (!models) return false;
  try {
    const plan = await models.plan();
    const parameters = { models: plan.models.map(({ pair }) => pair).join(', '), megabytes: plannedMegabytes(plan) };
    if (!yes && !(await ask?.(messages('cli:setup.ask-models', parameters)))) return false;
    print(messages('cli:setup.pulling', parameters));
    await models.pull(plan);
    return true;
  } catch (error) {
    if (!(error instanceof InterlinearError)) throw error;
    print(messages('cli:setup.no-models', { reason: sentence(storedError(error), messages) }));
    return false;
  }
}

async function agreed({ yes, ask, messages }: SetupOptions, wanted: string[]): Promise<boolean> {
  if (yes) return true;
  return ask ? ask(messages('cli:setup.ask', { packages: wanted.join(' ') })) : false;
}

function newEngine(): Engine | undefined {
  return createEngines({}).get('apertium');
}

async function pairsOf(engine: Engine | undefined): Promise<string[]> {
  const capabilities = await engine?.capabilities();
  return capabilities?.available ? capabilities.pairs.map(({ route }) => route) : [];
}
