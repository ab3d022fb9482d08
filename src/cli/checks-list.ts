import { describeCheck } from '../checks/describe.ts';
import { checks } from '../checks/registry.ts';
import { displayWidth, pad } from './columns.ts';
import { type Command, exit } from './command.ts';

/** `interlinear checks list`: every check with its severity and what it needs. */
export const checksList: Command = {
  name: 'checks list',
  usage: '[--json]',
  options: { json: { type: 'boolean' } },
  examples: ['npx interlinear checks list'],
  async run({ values, messages, out }) {
    const all = checks.map((check) => ({ ...describeCheck(check), name: messages(`findings:check.${check.id}`) }));
    if (values.json) {
      out(JSON.stringify(all.map(({ valid, invalid, ...one }) => one)));
      return exit.done;
    }
    const wide = (cells: string[]): number => Math.max(...cells.map(displayWidth));
    const severities = all.map(({ severity }) => messages(`cli:severity.${severity}`));
    const [first, second] = [wide(all.map(({ id }) => id)), wide(severities)];
    for (const [index, { id, name }] of all.entries())
      out(`${pad(id, first)}  ${pad(severities[index] ?? '', second)}  ${name}`);
    return exit.done;
  },
};
