import { UsageError } from '../model/errors.ts';
import { type Scope, scopes } from '../model/permission.ts';
import { newKeyText } from '../server/identity/key-text.ts';
import { addKey } from '../storage/api-keys.ts';
import { workingDesk } from '../storage/desks.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, wholeOption, withDesks } from './memory-desk.ts';

const DAY_MS = 86_400_000;
/** Days after which a key is over, where nobody says so. */
const USUAL_DAYS = 365;

/** `interlinear keys add`: a key for a program; it is shown this once. */
export const keysAdd: Command = {
  name: 'keys add',
  usage: 'NAME --scope SCOPE,SCOPE [--days N]',
  options: {
    scope: { type: 'string', value: 'SCOPE,SCOPE' },
    days: { type: 'string', value: 'N' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: ['npx interlinear keys add cms --scope submit --days 90'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME').trim();
    const wished = scopesWritten((call.values.scope as string | undefined) ?? '');
    const days = wholeOption(call, 'days', 1, 3650) ?? USUAL_DAYS;
    return withDesks(call, this.name, async ({ tables, config, now, actor }) => {
      const desk = await workingDesk(tables, config.desk, now);
      const { text, prefix, hash } = newKeyText();
      const expiresAt = new Date(now.getTime() + days * DAY_MS);
      const made = await addKey(tables, desk, { name, prefix, hash, scopes: wished, expiresAt }, { actor, now });
      if (call.values.json) call.out(JSON.stringify({ ...made, key: text }));
      else {
        call.note(call.messages('cli:keys.add.done', { name, desk: config.desk, days }));
        call.out(text);
      }
      return exit.done;
    });
  },
};

/** @throws UsageError `key.scope` {value, known} */
function scopesWritten(written: string): Scope[] {
  const found = written.split(',').map((part) => {
    const scope = scopes.find((known) => known === part.trim());
    if (!scope) throw new UsageError('key.scope', { value: part.trim(), known: scopes.join(', ') });
    return scope;
  });
  return [...new Set(found)];
}
