import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, readConfig } from '../config.ts';
import { outputKinds } from '../outputs/kinds.ts';
import { type Command, exit, flagsOf } from './command.ts';
import { enginesOf, modelsFolder } from './engines.ts';
import { runTranslate, type Wishes } from './run.ts';

/** Apertium, so that the demo looks the same everywhere; the models of this machine where there is no Apertium. */
async function engineOf(config: Config): Promise<Partial<Config>> {
  const capabilities = await enginesOf(config).get('apertium')?.capabilities();
  return capabilities?.available ? { engine: 'apertium' } : { models: modelsFolder(readConfig()) };
}

/** `interlinear demo`: the sample story through the real queue, in a data folder of its own that goes when it is over. */
export const demo: Command = {
  name: 'demo',
  usage: '[--out DIR]',
  options: { out: { type: 'string', value: 'DIR' } },
  examples: ['npx interlinear demo', 'npx interlinear demo --out /tmp/idleb'],
  async run(call) {
    const story = (name: string) => fileURLToPath(new URL(`../../examples/idleb/${name}`, import.meta.url));
    const data = mkdtempSync(join(tmpdir(), 'interlinear-demo-'));
    try {
      // The demo shows the embedded set-up whatever the environment says.
      const embedded = { ...readConfig({ ...flagsOf(call), data }, {}), databaseUrl: undefined, redisUrl: undefined };
      const config = { ...embedded, ...(await engineOf(embedded)) };
      const wishes: Wishes = {
        config,
        files: [story('article.en.txt')],
        source: story('article.fr.txt'),
        to: ['es', 'ca'],
        sourceFrom: 'fr',
        glossaries: [story('glossary.csv')],
        memories: [story('memory.tmx')],
        formats: [...outputKinds],
        out: (call.values.out as string | undefined) ?? join('out', 'idleb'),
        json: false,
      };
      const status = await runTranslate(call, wishes, call.messages('cli:demo.interrupted'));
      if (status !== exit.partial) return status;
      call.note(call.messages('cli:demo.partial'));
      return exit.done;
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};
