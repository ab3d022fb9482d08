import { workingDesk } from '../storage/desks.ts';
import { addPerson, setRoles } from '../storage/people.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withDesks } from './memory-desk.ts';
import { linkFor, rolesWritten } from './people-wishes.ts';

/** `interlinear people add`: somebody new, and the link on which they choose a password. */
export const peopleAdd: Command = {
  name: 'people add',
  usage: 'EMAIL --role ROLE,ROLE [--name NAME] [--all-desks]',
  options: {
    role: { type: 'string', value: 'ROLE,ROLE' },
    name: { type: 'string', value: 'NAME' },
    'all-desks': { type: 'boolean' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: ['npx interlinear people add ana@example.org --name "Ana Ruiz" --role translator,reviewer'],
  async run(call) {
    const email = oneArgument(call, this.name, 'EMAIL').trim();
    const roles = rolesWritten((call.values.role as string | undefined) ?? 'none');
    return withDesks(call, this.name, async ({ tables, config, now, actor }) => {
      const desk = call.values['all-desks'] ? null : await workingDesk(tables, config.desk, now);
      const by = { actor, now };
      const made = await tables.transaction().execute(async (transaction) => {
        const newcomer = {
          email,
          name: (call.values.name as string | undefined) ?? email,
          language: call.interfaceLanguage,
        };
        const person = await addPerson(transaction, newcomer, desk, by);
        await setRoles(transaction, person.id, desk, roles, by);
        return { person, link: await linkFor(transaction, person, config, by) };
      });
      if (call.values.json)
        call.out(JSON.stringify({ id: made.person.id, email: made.person.email, roles, link: made.link }));
      else {
        call.out(call.messages('cli:people.link.done', { name: made.person.name }));
        call.out(made.link);
      }
      return exit.done;
    });
  },
};
