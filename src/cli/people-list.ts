import { listDesks } from '../storage/desks.ts';
import { type HeldRole, listPeople } from '../storage/people.ts';
import { tableLines } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withDesks } from './memory-desk.ts';

/** People read at a time. */
const PAGE = 200;

/** `interlinear people list`: everybody, with their roles. */
export const peopleList: Command = {
  name: 'people list',
  usage: '',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear people list'],
  async run(call) {
    return withDesks(call, this.name, async ({ tables }) => {
      const desks = new Map((await listDesks(tables)).map(({ id, name }) => [id, name]));
      const all: Awaited<ReturnType<typeof listPeople>> = [];
      for (let after: string | undefined; ; after = all.at(-1)?.id) {
        const some = await listPeople(tables, undefined, { limit: PAGE, ...(after !== undefined ? { after } : {}) });
        all.push(...some);
        if (some.length < PAGE) break;
      }
      const placed = ({ desk, role }: HeldRole) => ({ role, desk: desk === null ? null : (desks.get(desk) ?? desk) });
      if (call.values.json) {
        const people = all.map((person) => ({ ...person, roles: person.roles.map(placed) }));
        call.out(JSON.stringify({ people }));
        return exit.done;
      }
      const rows = all.map(({ email, name, roles, disabled, hasPassword }) => [
        email,
        name,
        roles
          .map(placed)
          .map(({ role, desk }) => `${role}@${desk ?? '*'}`)
          .join(' '),
        disabled ? call.messages('cli:people.disabled') : hasPassword ? '' : call.messages('cli:people.invited'),
      ]);
      for (const line of tableLines(rows)) call.out(line);
      return exit.done;
    });
  },
};
