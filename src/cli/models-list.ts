import { readConfig } from '../config.ts';
import { type CatalogueModel, releasedModel, sizeOf } from '../engines/bergamot/catalogue.ts';
import { type InstalledModel, installedModels } from '../engines/bergamot/installed.ts';
import { readRegistry } from '../engines/bergamot/registry.ts';
import { modelRoutes } from '../engines/bergamot/routes.ts';
import { storedError } from '../model/errors.ts';
import { type Call, type Command, exit, flagsOf } from './command.ts';
import { modelsFolder } from './engines.ts';
import { megabytes, modelOptions, registryOptions } from './models-pair.ts';
import { sentence } from './sentence.ts';

/** Longest wait for the registry: what is installed is worth listing without it. Milliseconds. */
const PATIENCE = 10_000;

/** `interlinear models list`: what is installed, and what the registry offers. */
export const modelsList: Command = {
  name: 'models list',
  usage: '[--installed] [--json]',
  options: { installed: { type: 'boolean' }, json: { type: 'boolean' }, ...registryOptions, ...modelOptions },
  examples: ['npx interlinear models list', 'npx interlinear models list --installed --json'],
  async run(call) {
    const config = readConfig(flagsOf(call));
    const folder = modelsFolder(config);
    const installed = installedModels(folder);
    const routes = modelRoutes(installed).filter(({ models }) => models.every(({ fault }) => !fault));
    let offered: CatalogueModel[] | undefined;
    if (!call.values.installed) {
      try {
        const { catalogue } = await readRegistry(config.modelRegistry, { timeoutMs: PATIENCE });
        const { models } = catalogue;
        offered = models.filter(
          (model) => releasedModel(models, model.from, model.to, config.modelArchitecture) === model,
        );
      } catch (error) {
        // What is installed is told all the same.
        call.note(sentence(storedError(error), call.messages));
      }
    }
    if (call.values.json) {
      call.out(
        JSON.stringify({
          folder,
          installed: installed.map(asJson),
          routes: routes.map(({ route }) => route),
          ...(offered ? { offered: offered.map(offerAsJson) } : {}),
        }),
      );
    } else {
      if (installed.length === 0) call.out(call.messages('cli:models.list.nothing', { path: folder }));
      else call.out(call.messages('cli:models.list.installed', { path: folder }));
      for (const model of installed) call.out(`  ${lineOf(call, model)}`);
      const pivoted = routes.filter(({ models }) => models.length > 1).map(({ route }) => route);
      if (pivoted.length > 0) call.out(call.messages('cli:models.list.pivots', { routes: pivoted.join(', ') }));
      if (offered) {
        call.out(call.messages('cli:models.list.offered', { registry: config.modelRegistry }));
        for (const model of offered) {
          const { pair, architecture, releaseStatus } = model;
          const size = call.messages('cli:models.megabytes', { sizes: megabytes(sizeOf(model)) });
          const there = installed.some((one) => one.pair === pair) ? `  ${call.messages('cli:models.list.there')}` : '';
          call.out(`  ${pair}  ${architecture}  ${releaseStatus}  ${size}${there}`);
        }
      }
    }
    return exit.done;
  },
};

function lineOf(call: Call, { pair, architecture, bytes, test, fault }: InstalledModel): string {
  const size = call.messages('cli:models.megabytes', { sizes: megabytes(bytes) });
  const parts = [pair, architecture, size];
  if (test) parts.push(call.messages('cli:models.list.test'));
  if (fault)
    parts.push(
      call.messages('cli:models.verify.damaged', { detail: call.messages(`errors:${fault.reason}`, { ...fault }) }),
    );
  return parts.filter(Boolean).join('  ');
}

function asJson({ pair, from, to, architecture, bytes, test, sha256, fault }: InstalledModel) {
  return {
    pair,
    from,
    to,
    architecture,
    bytes,
    test,
    sha256,
    ...(fault ? { fault: { reason: fault.reason, file: fault.file } } : {}),
  };
}

function offerAsJson(model: CatalogueModel) {
  const { pair, from, to, architecture, releaseStatus } = model;
  return { pair, from, to, architecture, releaseStatus, bytes: sizeOf(model) };
}
