import { changePerson } from '../storage/people.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withDesks } from './memory-desk.ts';
import { personNamed } from './people-wishes.ts';

/** `interlinear people disable`: somebody may no longer sign in; `--undo` lets them in again. */
export const peopleDisable: Command = {
  name: 'people disable',
  usage: 'EMAIL [--undo]',
  options: { undo: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear people disable ana@example.org'],
  async run(call) {
    const email = oneArgument(call, this.name, 'EMAIL');
    const disabled = !call.values.undo;
    return withDesks(call, this.name, async ({ tables, now, actor }) => {
      const person = await personNamed(tables, email);
      await tables
        .transaction()
        .execute((transaction) => changePerson(transaction, person.id, { disabled }, null, { actor, now }));
      const key = disabled ? 'cli:people.disable.done' : 'cli:people.disable.undone';
      call.out(call.messages(key, { name: person.name }));
      return exit.done;
    });
  },
};
