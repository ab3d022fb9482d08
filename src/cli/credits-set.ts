import { UsageError } from '../model/errors.ts';
import { setCredits } from '../storage/credits.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { neededLanguage, withMemories } from './memory-desk.ts';

/** `interlinear credits set`: what is printed for a credit line in a language. */
export const creditsSet: Command = {
  name: 'credits set',
  usage: 'CREDIT WORDING --to LANG [--publisher NAME]',
  options: {
    to: { type: 'string', value: 'LANG' },
    publisher: { type: 'string', value: 'NAME' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear credits set "Avec AFP" "(FRANCE 24 with AFP)" --to en --publisher "FRANCE 24"',
    'npx interlinear credits set "Avec AFP" "Con información de AFP" --to es',
  ],
  async run(call) {
    const [credit = '', wording = '', ...more] = call.positionals.map((word) => word.replaceAll(/\s+/gu, ' ').trim());
    if (credit === '' || wording === '' || more.length > 0)
      throw new UsageError('memory.argument', { command: this.name, usage: 'CREDIT WORDING --to LANG' });
    const language = neededLanguage(call, 'to');
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      const row = {
        publisher: ((call.values.publisher as string | undefined) ?? '').trim(),
        language,
        credit,
        wording,
      };
      const { replaced } = await setCredits(tables, desk, [row], { actor, now });
      if (call.values.json) call.out(JSON.stringify({ ...row, replaced: replaced > 0 }));
      else call.out(call.messages('cli:credits.set.done', { ...row, publisher: row.publisher || '*' }));
      return exit.done;
    });
  },
};
