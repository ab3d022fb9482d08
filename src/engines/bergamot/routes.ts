import type { LanguageTag } from '../../model/language.ts';
import type { InstalledModel } from './installed.ts';

/** A pair and the models that translate it, in order. */
export interface ModelRoute {
  from: LanguageTag;
  to: LanguageTag;
  /** `fr>en`, or `fr>en>es` through English. */
  route: string;
  models: InstalledModel[];
  /** Whether a test model is among them. */
  test: boolean;
}

/** All models of the registry lead from or to English. */
const PIVOT = 'en';

/** The pairs of some models: their own, and those that two of them reach through English. Sorted, direct pairs first. */
export function modelRoutes(models: InstalledModel[]): ModelRoute[] {
  const direct = models.map((model) => routeOver([model]));
  const own = new Set(direct.map(({ from, to }) => `${from}>${to}`));
  const pivoted = models.flatMap((first) =>
    models.flatMap((second) => {
      const passes = first.to === PIVOT && second.from === PIVOT && first.from !== second.to;
      return passes && !own.has(`${first.from}>${second.to}`) ? [routeOver([first, second])] : [];
    }),
  );
  const order = (a: ModelRoute, b: ModelRoute) => (a.route < b.route ? -1 : 1);
  return [...direct.sort(order), ...pivoted.sort(order)];
}

function routeOver(models: InstalledModel[]): ModelRoute {
  const from = models[0]?.from as LanguageTag;
  const to = models.at(-1)?.to as LanguageTag;
  return {
    from,
    to,
    route: [from, ...models.map((model) => model.to)].join('>'),
    models,
    test: models.some(({ test }) => test),
  };
}
