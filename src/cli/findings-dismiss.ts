import { UsageError } from '../model/errors.ts';
import { dismissFindings } from '../storage/findings.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { findingLine } from './findings-list.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear findings dismiss`: lets findings of a stored article stand, with a reason. */
export const findingsDismiss: Command = {
  name: 'findings dismiss',
  usage: 'ARTICLE ID... --reason TEXT',
  options: { reason: { type: 'string', value: 'TEXT' }, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear findings dismiss article.en.txt 3f2a --reason "The agency writes it so"'],
  async run(call) {
    const { article, ids } = articleAndIds(call, this.name, 'ARTICLE ID... --reason TEXT');
    const reason = call.values.reason as string | undefined;
    if (reason === undefined || reason.trim() === '')
      throw new UsageError('option.needed', { command: this.name, options: '--reason' });
    return withMemories(call, this.name, async ({ tables, desk, actor, now }) => {
      const dismissed = await dismissFindings(tables, desk, article, ids, reason, { actor, now });
      if (call.values.json) call.out(JSON.stringify({ dismissed: dismissed.map(({ id }) => id) }));
      else {
        for (const one of dismissed) call.out(findingLine(call, one));
        call.out(call.messages('cli:findings.dismiss.done', { count: dismissed.length }));
      }
      return exit.done;
    });
  },
};

/** @throws UsageError `memory.argument` {command, usage} */
export function articleAndIds(call: Call, command: string, usage: string): { article: string; ids: string[] } {
  const [article, ...ids] = call.positionals;
  if (!article || ids.length === 0) throw new UsageError('memory.argument', { command, usage });
  return { article, ids };
}
