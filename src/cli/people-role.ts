import { UsageError } from '../model/errors.ts';
import { workingDesk } from '../storage/desks.ts';
import { setRoles } from '../storage/people.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withDesks } from './memory-desk.ts';
import { personNamed, rolesWritten } from './people-wishes.ts';

/** `interlinear people role`: what somebody is at the desk. */
export const peopleRole: Command = {
  name: 'people role',
  usage: 'EMAIL ROLE,ROLE|none [--all-desks]',
  options: { 'all-desks': { type: 'boolean' }, ...placeOptions },
  examples: [
    'npx interlinear people role ana@example.org translator,reviewer',
    'npx interlinear people role ana@example.org administrator --all-desks',
  ],
  async run(call) {
    const [email, written, ...more] = call.positionals;
    if (email === undefined || written === undefined || more.length > 0)
      throw new UsageError('memory.argument', { command: this.name, usage: 'EMAIL ROLE,ROLE|none' });
    const roles = rolesWritten(written);
    return withDesks(call, this.name, async ({ tables, config, now, actor }) => {
      const desk = call.values['all-desks'] ? null : await workingDesk(tables, config.desk, now);
      const person = await personNamed(tables, email);
      await tables
        .transaction()
        .execute((transaction) => setRoles(transaction, person.id, desk, roles, { actor, now }));
      const place = desk === null ? '*' : config.desk;
      call.out(
        call.messages('cli:people.role.done', { name: person.name, roles: roles.join(', ') || '-', desk: place }),
      );
      return exit.done;
    });
  },
};
