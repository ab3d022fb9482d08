import { styleNamed, usualStyle } from '../../cli/desk-style.ts';
import { checkEngineNames } from '../../engines/select.ts';
import { InterlinearError } from '../../model/errors.ts';
import { parseLanguage } from '../../model/language.ts';
import { wishedKinds } from '../../outputs/kinds.ts';
import type { JobHead } from '../../storage/job-opening.ts';
import { findMemory } from '../../storage/memories.ts';
import { type SubmissionDefaults, submissionDefaults } from '../../storage/submission-defaults.ts';
import type { Caller } from '../caller.ts';
import { publicUrl } from '../public-address.ts';
import type { Service } from '../service.ts';
import type { JobWishes } from './request.ts';

/**
 * What a request asks for, checked: nothing is accepted that cannot be meant.
 *
 * @param language of messages inside the outputs, where the request does not say
 * @throws InterlinearError `language.unknown`, `engine.unknown`, `format.unknown`, `style.unknown`, `glossary.unknown`, `memory.unknown`,
 * `address.url`, `address.private`, `request.invalid`
 */
export async function headOf(
  { config, database, engines }: Service,
  caller: Caller,
  wishes: JobWishes,
  language: string,
): Promise<JobHead> {
  const { tables } = database;
  const engine = wishes.engines?.join(',') ?? config.engine;
  checkEngineNames(engines.keys(), engine);
  const defaults = caller.defaults ?? (await submissionDefaults(tables, caller.desk));
  const wished = (wishes.glossaries ?? []).map((name) => glossaryNamed(defaults, name));
  // As everywhere: what the desk keeps is in force, behind what was named.
  const glossaries = [...wished, ...defaults.glossaries.map(({ id }) => id)];
  const memories: string[] = [];
  for (const name of wishes.memories ?? []) memories.push((await findMemory(tables, caller.desk, name)).id);
  if (wishes.callbackUrl !== undefined) publicUrl(wishes.callbackUrl, config.privateAddresses);
  const { from, sourceFrom, date, embargo, deadline, priority, name, callbackUrl } = wishes;
  return {
    options: {
      to: [...new Set(wishes.to.map(parseLanguage))],
      ...(from !== undefined ? { from: parseLanguage(from) } : {}),
      ...(sourceFrom !== undefined ? { sourceFrom: parseLanguage(sourceFrom) } : {}),
      style:
        wishes.style === undefined
          ? await usualStyle(tables, caller.desk, config, defaults)
          : await styleNamed(tables, caller.desk, wishes.style),
      ...(date !== undefined ? { date } : {}),
      ...(embargo !== undefined ? { embargo: embargo === null ? null : instant(embargo, 'embargo') } : {}),
      engine,
      formats: wishedKinds(wishes.formats ?? []),
      interfaceLanguage: wishes.interfaceLanguage ?? language,
      glossaries: [...new Set(glossaries)],
      memories: [...new Set(memories)],
      ...(priority !== undefined ? { priority } : {}),
      ...(deadline !== undefined ? { deadline: instant(deadline, 'deadline') } : {}),
    },
    ...(name !== undefined ? { name } : {}),
    ...(callbackUrl !== undefined ? { callbackUrl } : {}),
    by: caller.actor,
  };
}

/** A glossary of the desk by its name. */
function glossaryNamed({ glossaries }: SubmissionDefaults, name: string): string {
  const found = glossaries.find((glossary) => glossary.name === name);
  if (!found)
    throw new InterlinearError('glossary.unknown', {
      name,
      known: glossaries.map((glossary) => glossary.name).join(', '),
    });
  return found.id;
}

/** RFC 3339 knows leap seconds, which clocks here do not. */
function instant(written: string, place: string): string {
  const at = new Date(written);
  if (Number.isNaN(at.getTime())) throw new InterlinearError('request.invalid', { place, reason: 'date-time' });
  return at.toISOString();
}
