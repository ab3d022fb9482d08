import type { Config } from '../config.ts';
import { type CatalogueModel, modelsFor, sizeOf } from '../engines/bergamot/catalogue.ts';
import { pullModel } from '../engines/bergamot/pull.ts';
import { type Registry, readRegistry } from '../engines/bergamot/registry.ts';
import { InterlinearError } from '../model/errors.ts';
import type { Call } from './command.ts';
import { modelsFolder } from './engines.ts';
import { megabytes, type WishedPair } from './models-pair.ts';
import { downloadView } from './models-progress.ts';

/** Models that pairs need, and the registry they are in. */
export interface PlannedPull {
  registry: Registry;
  models: CatalogueModel[];
  /** Pairs that go through English. */
  pivoted: WishedPair[];
}

/**
 * Finds out which models pairs need.
 *
 * @param timeoutMs longest wait for the registry
 * @throws InterlinearError `models.none` {from, to, architecture, registry}, and what the registry throws
 */
export async function planPull(config: Config, pairs: WishedPair[], timeoutMs?: number): Promise<PlannedPull> {
  const registry = await readRegistry(config.modelRegistry, timeoutMs === undefined ? {} : { timeoutMs });
  const models = new Map<string, CatalogueModel>();
  const pivoted: WishedPair[] = [];
  for (const pair of pairs) {
    const found = modelsFor(registry.catalogue.models, pair.from, pair.to, config.modelArchitecture);
    if (!found) {
      throw new InterlinearError('models.none', {
        ...pair,
        registry: registry.place,
        architectures: architecturesOf(registry, pair) || '-',
      });
    }
    if (found.length > 1) pivoted.push(pair);
    for (const model of found) models.set(model.pair, model);
  }
  return { registry, models: [...models.values()], pivoted };
}

/** Pulls what was planned, and says what became of each model. */
export async function pullPlanned(
  call: Call,
  config: Config,
  { registry, models, pivoted }: PlannedPull,
): Promise<void> {
  for (const { from, to } of pivoted) call.note(call.messages('cli:models.pull.pivot', { from, to }));
  for (const model of models) {
    const view = downloadView(call);
    let isNew: boolean;
    try {
      isNew = await pullModel(modelsFolder(config), registry, model, { progress: view.show });
    } finally {
      view.end();
    }
    const { pair, architecture, releaseStatus } = model;
    const key = isNew ? 'cli:models.pull.pulled' : 'cli:models.pull.there';
    call.out(call.messages(key, { pair, architecture, status: releaseStatus }));
  }
}

/** The size of a plan, as people read it. */
export function plannedMegabytes({ models }: PlannedPull): string {
  return megabytes(models.reduce((sum, model) => sum + sizeOf(model), 0));
}

/** What the registry has for a pair, whether released or not: the answer to a wish for another. */
function architecturesOf(registry: Registry, { from, to }: WishedPair): string {
  const found = registry.catalogue.models.filter((model) => model.from === from && model.to === to);
  return [...new Set(found.map((model) => `${model.architecture} (${model.releaseStatus})`))].join(', ');
}
