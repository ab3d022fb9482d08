import type { Messages } from '../model/ports.ts';
import type { Profile } from '../model/profile.ts';
import { defaultDesk, listDesks, type StoredDesk } from '../storage/desks.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withDesks } from './memory-desk.ts';

/** `interlinear desk list`: the desks and what each settles for itself. */
export const deskList: Command = {
  name: 'desk list',
  usage: '',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear desk list'],
  async run(call) {
    return withDesks(call, this.name, async ({ tables, now }) => {
      await defaultDesk(tables, now);
      const desks = await listDesks(tables);
      if (call.values.json) call.out(JSON.stringify({ desks: desks.map(({ id: _, ...desk }) => desk) }));
      else for (const desk of desks) call.out(deskLine(desk, call.messages));
      return exit.done;
    });
  },
};

/** A desk in one line. */
export function deskLine(
  { name, timeZone, fuzzyThreshold, checkProfile, reviewSteps }: StoredDesk,
  messages: Messages,
): string {
  const line = messages('cli:desk.line', {
    name,
    zone: timeZone,
    steps: reviewSteps,
    threshold: fuzzyThreshold ?? messages('cli:desk.by-default'),
  });
  return checkProfile ? messages('cli:desk.with-profile', { line, checks: checkNames(checkProfile) }) : line;
}

/** The checks that a profile speaks of, each with what it says. */
function checkNames({ checks, languages }: Profile): string {
  const wishes = (part: Profile['checks']) => Object.entries(part).map(([check, wish]) => `${check} ${wish}`);
  const own = Object.entries(languages).flatMap(([language, part]) =>
    wishes(part).map((wish) => `${wish} (${language})`),
  );
  return [...wishes(checks), ...own].join(', ') || '-';
}
