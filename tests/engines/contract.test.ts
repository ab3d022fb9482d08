import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { apertium } from '../../src/engines/apertium.ts';
import { apertiumApy } from '../../src/engines/apertium-apy.ts';
import { azure } from '../../src/engines/azure.ts';
import { bergamot } from '../../src/engines/bergamot.ts';
import { command } from '../../src/engines/command.ts';
import type { EngineConfig } from '../../src/engines/config.ts';
import { deepl } from '../../src/engines/deepl.ts';
import { google } from '../../src/engines/google.ts';
import { libretranslate } from '../../src/engines/libretranslate.ts';
import { openai } from '../../src/engines/openai.ts';
import type { Engine } from '../../src/model/ports.ts';
import { modelsFolder } from './bergamot/models-folder.ts';
import { type Case, engineContract } from './contract.ts';
import { apyService } from './services/apertium-apy.ts';
import { AZURE_KEY, azureService } from './services/azure.ts';
import { CHAT_KEY, chatService } from './services/chat.ts';
import { DEEPL_KEY, deeplService } from './services/deepl.ts';
import { googleKey, googleService } from './services/google.ts';
import { LIBRE_KEY, libretranslateService } from './services/libretranslate.ts';
import type { Service } from './services/service.ts';

/** Characters that XML does not allow are left out on the way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out.
const says = (text: string) => text.toUpperCase().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');

async function behind(
  start: () => Promise<Service>,
  create: (config: EngineConfig) => Engine,
  settings: (url: string) => EngineConfig,
  secret?: string,
): Promise<Case> {
  const service = await start();
  return {
    // A busy machine's own slowness is nothing that an engine is blamed for.
    engine: create({ timeoutMs: 20_000, ...settings(service.url) }),
    hasty: create({ timeoutMs: 400, ...settings(service.url) }),
    says,
    fail: (fault) => {
      expect(fault).not.toBe('exit');
      service.faults.push(fault as Service['faults'][number]);
    },
    calls: () => service.received.length,
    kind: 'service',
    ...(secret ? { secret } : {}),
    close: service.close,
  };
}

engineContract('deepl', () =>
  behind(deeplService, deepl, (deeplUrl) => ({ deeplUrl, deeplKey: DEEPL_KEY }), DEEPL_KEY),
);
engineContract('deepl with context', () =>
  behind(deeplService, deepl, (deeplUrl) => ({ deeplUrl, deeplKey: DEEPL_KEY, deeplContext: true }), DEEPL_KEY),
);
engineContract('google', () =>
  behind(
    googleService,
    google,
    (url) => ({ googleUrl: url, googleKey: googleKey(url), googleProject: 'desk-project' }),
    'ya29.google-secret-token',
  ),
);
engineContract('azure', () =>
  behind(azureService, azure, (azureUrl) => ({ azureUrl, azureKey: AZURE_KEY }), AZURE_KEY),
);
engineContract('libretranslate', () =>
  behind(
    libretranslateService,
    libretranslate,
    (libretranslateUrl) => ({ libretranslateUrl, libretranslateKey: LIBRE_KEY }),
    LIBRE_KEY,
  ),
);
engineContract('apertium-apy', () => behind(apyService, apertiumApy, (apyUrl) => ({ apyUrl })));
engineContract('openai', async () => ({
  ...(await behind(
    chatService,
    openai,
    (url) => ({ openaiUrl: `${url}/v1`, openaiKey: CHAT_KEY, openaiModel: 'test-model' }),
    CHAT_KEY,
  )),
  takesAll: true,
}));

engineContract('command', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-command-'));
  const fault = join(folder, 'fault');
  const program = fileURLToPath(new URL('./services/translator.js', import.meta.url));
  const waiting = (timeoutMs: number): Engine => {
    const engine = command({ command: JSON.stringify([process.execPath, program, fault]), timeoutMs });
    return {
      ...engine,
      // A fault is for one call.
      translate: (request, signal) => engine.translate(request, signal).finally(() => rmSync(fault, { force: true })),
    };
  };
  return {
    engine: waiting(30_000),
    hasty: waiting(1000),
    says,
    fail: (kind) => writeFileSync(fault, String(kind)),
    kind: 'program',
    runs: 2,
    takesAll: true,
    close: async () => rmSync(folder, { recursive: true }),
  };
});

function apertiumMissing(): string | undefined {
  try {
    return execFileSync('apertium', ['-l'], { encoding: 'utf8' }).includes('eng-spa') ? undefined : 'no eng-spa';
  } catch {
    return 'Apertium is not installed';
  }
}
engineContract(
  'apertium',
  async () => ({ engine: apertium({}), kind: 'program', runs: 2, close: async () => {} }),
  apertiumMissing(),
);

// A test model: it looks words up one by one.
engineContract('bergamot', async () => {
  const models = modelsFolder('en-es');
  const engine = bergamot({ modelsFolder: models.folder, threads: 1 });
  return {
    engine,
    kind: 'program',
    close: async () => {
      await engine.close();
      models.remove();
    },
  };
});
