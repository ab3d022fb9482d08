import { restoreFindings } from '../storage/findings.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { articleAndIds } from './findings-dismiss.ts';
import { findingLine } from './findings-list.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear findings restore`: opens dismissed findings again. */
export const findingsRestore: Command = {
  name: 'findings restore',
  usage: 'ARTICLE ID...',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear findings restore article.en.txt 3f2a'],
  async run(call) {
    const { article, ids } = articleAndIds(call, this.name, 'ARTICLE ID...');
    return withMemories(call, this.name, async ({ tables, desk, actor, now }) => {
      const restored = await restoreFindings(tables, desk, article, ids, { actor, now });
      if (call.values.json) call.out(JSON.stringify({ restored: restored.map(({ id }) => id) }));
      else {
        for (const one of restored) call.out(findingLine(call, one));
        call.out(call.messages('cli:findings.restore.done', { count: restored.length }));
      }
      return exit.done;
    });
  },
};
