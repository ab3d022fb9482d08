import { type InstalledModel, installedModels } from '../engines/bergamot/installed.ts';
import { UsageError } from '../model/errors.ts';
import { type LanguageTag, sameLanguage } from '../model/language.ts';
import type { Call, Option } from './command.ts';
import { wishedLanguage } from './wished-language.ts';

/** Options that say where models are and where they come from. */
export const modelOptions: Record<string, Option> = {
  models: { type: 'string', value: 'DIR' },
  data: { type: 'string', value: 'DIR' },
};
export const registryOptions: Record<string, Option> = {
  registry: { type: 'string', value: 'URL|DIR' },
  architecture: { type: 'string', value: 'NAME' },
};

/** A pair as it was typed. */
export interface WishedPair {
  from: LanguageTag;
  to: LanguageTag;
}

/**
 * The pair that a call names: `fr en`, or `fr-en`.
 *
 * @throws UsageError `models.pair` {command}; `language.unknown`
 */
export function wishedPair(call: Call, command: string): WishedPair {
  const [first = '', second, ...more] = call.positionals;
  const joined = second === undefined ? /^([a-z]{2,3})-([a-z]{2,3})$/i.exec(first) : null;
  const from = joined?.[1] ?? first;
  const to = joined?.[2] ?? second;
  if (from === '' || to === undefined || more.length > 0) throw new UsageError('models.pair', { command });
  const pair = { from: wishedLanguage(from), to: wishedLanguage(to) };
  if (sameLanguage(pair.from, pair.to)) throw new UsageError('models.pair', { command });
  return pair;
}

/** The installed model of a pair, whatever its regions. */
export function installedFor(folder: string, { from, to }: WishedPair): InstalledModel | undefined {
  const models = installedModels(folder);
  return (
    models.find((model) => model.from === from && model.to === to) ??
    models.find((model) => sameLanguage(model.from, from) && sameLanguage(model.to, to))
  );
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
