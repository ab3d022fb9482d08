import type { Config } from '../../config.ts';
import { instantOf } from '../../model/embargo.ts';
import { UsageError } from '../../model/errors.ts';
import { wishedKinds } from '../../outputs/kinds.ts';
import { priorities } from '../../storage/priority.ts';
import type { Call, Option } from '../command.ts';
import { wishedLanguage } from '../wished-language.ts';
import { wishedDay } from '../wished-style.ts';

/** Options that say what a job is to be, as `submit` and `watch` take them. */
export const jobOptions: Record<string, Option> = {
  to: { type: 'string', value: 'LANG,LANG' },
  from: { type: 'string', value: 'LANG' },
  engine: { type: 'string', value: 'NAME,NAME' },
  glossary: { type: 'string', multiple: true, value: 'NAME' },
  memory: { type: 'string', multiple: true, value: 'NAME' },
  style: { type: 'string', value: 'NAME' },
  date: { type: 'string', value: 'YYYY-MM-DD' },
  priority: { type: 'string', value: 'interactive|normal|bulk' },
  embargo: { type: 'string', value: 'DATE|none' },
  deadline: { type: 'string', value: 'DATE' },
  callback: { type: 'string', value: 'URL' },
  format: { type: 'string', value: 'KIND,KIND' },
};

/** Options that say where the service is. */
export const serviceOptions: Record<string, Option> = {
  server: { type: 'string', value: 'URL' },
  data: { type: 'string', value: 'DIR' },
  'database-url': { type: 'string', value: 'URL' },
  'redis-url': { type: 'string', value: 'URL' },
};

/** What the first line of a submission says. */
export type SentWishes = Record<string, string | string[] | null>;

/**
 * What a job is to be, as the service takes it. Only what was said is sent: the rest is the service's to settle.
 *
 * @param timeZone of the desk, for times that name none; what cannot be meant is told without knowing it
 * @throws UsageError for whatever cannot be meant
 */
export function sentWishes(call: Call, config: Config, timeZone = 'UTC'): SentWishes {
  const { values } = call;
  const text = (name: string) => values[name] as string | undefined;
  const list = (name: string) =>
    (text(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const priority = text('priority');
  if (priority !== undefined && !(priorities as readonly string[]).includes(priority))
    throw new UsageError('config.value', { name: '--priority', value: priority });
  const from = text('from');
  const date = wishedDay(call);
  const embargo = text('embargo');
  const deadline = text('deadline');
  const glossaries = (values.glossary as string[] | undefined) ?? [];
  const memories = (values.memory as string[] | undefined) ?? [];
  const callback = text('callback');
  return {
    to: [...new Set(list('to').map(wishedLanguage))],
    ...(from !== undefined ? { from: wishedLanguage(from) } : {}),
    ...(text('engine') !== undefined ? { engines: list('engine') } : {}),
    ...(glossaries.length > 0 ? { glossaries } : {}),
    ...(memories.length > 0 ? { memories } : {}),
    ...(config.given.has('style') ? { style: config.style } : {}),
    ...(date !== undefined ? { date } : {}),
    ...(priority !== undefined ? { priority } : {}),
    ...(embargo !== undefined
      ? { embargo: /^none$/i.test(embargo.trim()) ? null : instant('embargo', embargo, timeZone) }
      : {}),
    ...(deadline !== undefined ? { deadline: instant('deadline', deadline, timeZone) } : {}),
    ...(callback !== undefined ? { callbackUrl: callback } : {}),
    ...(text('format') !== undefined ? { formats: wishedKinds(list('format')) } : {}),
  };
}

/** @throws UsageError `config.value` */
function instant(name: string, written: string, timeZone: string): string {
  const at = instantOf(written, timeZone);
  if (at === undefined) throw new UsageError('config.value', { name: `--${name}`, value: written });
  return at;
}
