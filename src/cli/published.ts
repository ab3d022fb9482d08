import { setTimeout as pause } from 'node:timers/promises';
import { InterlinearError, UsageError } from '../model/errors.ts';
import { failureText } from './client/job-report.ts';
import type { Destination, Publication } from './client/publishing.ts';
import type { AtService } from './client/with-service.ts';
import { type Call, exit } from './command.ts';
import { troubleTeller } from './trouble.ts';
import { wishedLanguage } from './wished-language.ts';

/** How often it is looked whether readers find it. */
const LOOK_MS = 250;

/** The languages of `--to`. @throws UsageError `option.needed`, `language.unknown` */
export function languagesOf(call: Call, command: string): string[] {
  const written = ((call.values.to as string | undefined) ?? '').split(',').filter((part) => part.trim() !== '');
  if (written.length === 0) throw new UsageError('option.needed', { command, options: '--to' });
  return written.map((part) => wishedLanguage(part.trim()));
}

/** The destination of `--destination`, or the only one that there is. @throws InterlinearError, UsageError `option.needed` */
export async function destinationOf(call: Call, command: string, { reached }: AtService): Promise<string> {
  const wished = call.values.destination as string | undefined;
  if (wished !== undefined) return wished;
  const all = await reached.client.publishing.destinations();
  const [only] = all;
  if (!only) throw new InterlinearError('not-found.destination', { destination: '', known: '-' });
  if (all.length > 1)
    throw new UsageError('option.needed', {
      command,
      options: all.map(({ name }) => `--destination ${name}`).join(', '),
    });
  return only.name;
}

/**
 * Waits until publications are over, working where nobody else does, and tells what became of each.
 *
 * @throws Stopped when the user wishes so; what was asked for goes on without a watcher
 */
export async function seePublished(
  call: Call,
  { reached, stop }: AtService,
  article: string,
  asked: Publication[],
): Promise<number> {
  reached.work(troubleTeller(call, (text) => call.note(text)));
  const ids = new Set(asked.map(({ id }) => id));
  let found = asked;
  while (found.some(({ status }) => status === 'waiting')) {
    await stop.during(pause(LOOK_MS));
    found = (await reached.client.publishing.publications(article)).filter(({ id }) => ids.has(id));
  }
  if (call.values.json) call.out(JSON.stringify({ publications: found }));
  else for (const one of found) call.out(publicationLine(call, one));
  const failed = found.filter(({ status }) => status === 'failed').length;
  return failed === 0 ? exit.done : failed === found.length ? exit.failed : exit.partial;
}

function publicationLine(
  call: Call,
  { language, destination, edition, editionStatus, place, status, error }: Publication,
) {
  const told = { language, destination, edition, place: `${place}/${language}` };
  if (status === 'failed')
    return call.messages('cli:publish.failed', { ...told, reason: error ? failureText(error) : '' });
  if (status === 'replaced') return call.messages('cli:publish.replaced', told);
  return call.messages(editionStatus === 'canceled' ? 'cli:publish.withdrawn' : 'cli:publish.live', told);
}

/** What a destination was told, for people: `folder=site withdrawal=notice`. */
export function settingsText({ settings }: Destination): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
