import { readConfig } from '../config.ts';
import { UsageError } from '../model/errors.ts';
import { reviewSteps } from '../model/review.ts';
import { setDesk, workingDesk } from '../storage/desks.ts';
import { type Call, type Command, exit, flagsOf, placeOptions } from './command.ts';
import { deskLine } from './desk-list.ts';
import { oneArgument, withDesks } from './memory-desk.ts';
import { wishedProfile } from './wished-profile.ts';

/** `interlinear desk set`: what a desk settles for itself. */
export const deskSet: Command = {
  name: 'desk set',
  usage: '[NAME] [--fuzzy-threshold 0.75|default] [--time-zone ZONE] [--profile FILE|none] [--review-steps 0|1|2]',
  options: {
    'fuzzy-threshold': { type: 'string', value: '0..1|default' },
    'time-zone': { type: 'string', value: 'ZONE' },
    profile: { type: 'string', value: 'FILE|none' },
    'review-steps': { type: 'string', value: '0|1|2' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear desk set --fuzzy-threshold 0.75',
    'npx interlinear desk set newsroom --fuzzy-threshold default',
    'npx interlinear desk set --profile desk.json',
    'npx interlinear desk set --review-steps 2',
  ],
  async run(call) {
    const name = call.positionals.length > 0 ? oneArgument(call, this.name, '[NAME]') : undefined;
    const fuzzyThreshold = thresholdOf(call);
    const timeZone = call.values['time-zone'] as string | undefined;
    const checkProfile = call.values.profile === 'none' ? null : wishedProfile(call, readConfig(flagsOf(call)));
    const steps = stepsOf(call);
    if ([fuzzyThreshold, timeZone, checkProfile, steps].every((one) => one === undefined))
      throw new UsageError('option.needed', {
        command: this.name,
        options: '--fuzzy-threshold, --time-zone, --profile, --review-steps',
      });
    return withDesks(call, this.name, async ({ tables, config, now, actor }) => {
      if (name === undefined || name === config.desk) await workingDesk(tables, config.desk, now);
      const settings = {
        ...(fuzzyThreshold !== undefined ? { fuzzyThreshold } : {}),
        ...(timeZone !== undefined ? { timeZone } : {}),
        ...(checkProfile !== undefined ? { checkProfile } : {}),
        ...(steps !== undefined ? { reviewSteps: steps } : {}),
      };
      const desk = await setDesk(tables, name ?? config.desk, settings, { actor, now });
      const { id: _, ...shown } = desk;
      call.out(call.values.json ? JSON.stringify(shown) : deskLine(desk, call.messages));
      return exit.done;
    });
  },
};

/** @throws UsageError `config.value` {name, value} */
function stepsOf(call: Call): number | undefined {
  const written = call.values['review-steps'] as string | undefined;
  if (written === undefined) return undefined;
  const steps = reviewSteps.find((count) => String(count) === written);
  if (steps === undefined) throw new UsageError('config.value', { name: '--review-steps', value: written });
  return steps;
}

/** @returns null for `default` @throws UsageError `config.value` {name, value} */
function thresholdOf(call: Call): number | null | undefined {
  const written = call.values['fuzzy-threshold'] as string | undefined;
  if (written === undefined) return undefined;
  if (written === 'default') return null;
  const value = Number(written);
  if (!(value > 0 && value <= 1)) throw new UsageError('config.value', { name: '--fuzzy-threshold', value: written });
  return value;
}
