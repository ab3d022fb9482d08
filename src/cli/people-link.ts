import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withDesks } from './memory-desk.ts';
import { linkFor, personNamed } from './people-wishes.ts';

/** `interlinear people link`: a new one-time link for somebody who lost theirs, or the password. */
export const peopleLink: Command = {
  name: 'people link',
  usage: 'EMAIL',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear people link ana@example.org'],
  async run(call) {
    const email = oneArgument(call, this.name, 'EMAIL');
    return withDesks(call, this.name, async ({ tables, config, now, actor }) => {
      const person = await personNamed(tables, email);
      const link = await tables
        .transaction()
        .execute((transaction) => linkFor(transaction, person, config, { actor, now }));
      if (call.values.json) call.out(JSON.stringify({ id: person.id, email: person.email, link }));
      else {
        call.out(call.messages('cli:people.link.done', { name: person.name }));
        call.out(link);
      }
      return exit.done;
    });
  },
};
