import { createEngines } from '../engines/registry.ts';
import type { Engine, Messages } from '../model/ports.ts';
import { installCommand, installDebianPackages, installedPackages } from './packages.ts';

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
}

/**
 * `interlinear setup`: gives this machine a translation engine. Says what it runs; where it can install nothing, says that runs will
 * be memory and glossary only, and which command an administrator would run. Quick when there is nothing to do.
 *
 * @returns whether there is an engine now
 */
export async function runSetup(options: SetupOptions): Promise<{ engine: boolean }> {
  const { print, messages } = options;
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
  print(
    routes.length > 0
      ? messages('cli:setup.pairs', { count: routes.length, pairs: routes.join(', ') })
      : messages('cli:setup.memory-only'),
  );
  return { engine: routes.length > 0 };
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
