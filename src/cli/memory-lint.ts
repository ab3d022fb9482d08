import type { LintFinding } from '../memory/lint.ts';
import { lintMemory } from '../pipeline/memory-lint.ts';
import { deleteUnits } from '../storage/bulk-changes.ts';
import { findMemory, listMemories } from '../storage/memories.ts';
import { readUnits } from '../storage/memory-reading.ts';
import { clip } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

/** Findings that are told one by one. */
const TOLD = 100;

/** `interlinear memory lint`: what is wrong in the memories; --fix deletes empty and doubled units, which can be undone. */
export const memoryLint: Command = {
  name: 'memory lint',
  usage: '[NAME]... [--fix]',
  options: { fix: { type: 'boolean' }, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear memory lint', 'npx interlinear memory lint desk --fix'],
  async run(call) {
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      const toChange = call.values.fix === true;
      const memories =
        call.positionals.length > 0
          ? await Promise.all(call.positionals.map((name) => findMemory(tables, desk, name, { toChange })))
          : (await listMemories(tables, desk)).filter((memory) => !toChange || memory.canWrite);
      const reports: { memory: string; findings: LintFinding[]; change?: { id: string; units: number } }[] = [];
      for (const { id, name } of memories) {
        const { findings, fixable: ids } = await lintMemory(readUnits(tables, id));
        const request = { kind: 'fix' as const, actor, request: { command: 'lint' } };
        const change =
          toChange && ids.length > 0 ? await deleteUnits(tables, desk, id, { ids }, request, now) : undefined;
        reports.push({ memory: name, findings, ...(change ? { change } : {}) });
      }
      if (call.values.json) call.out(JSON.stringify({ memories: reports }));
      else
        for (const { memory, findings, change } of reports) {
          call.out(call.messages('cli:memory.lint.found', { memory, count: findings.length }));
          for (const { kind, language, text } of findings.slice(0, TOLD))
            call.out(`  ${call.messages(`cli:memory.lint.${kind}`)}: ${language} ${clip(text, 80)}`);
          if (findings.length > TOLD)
            call.out(`  ${call.messages('cli:memory.lint.more', { count: findings.length - TOLD })}`);
          if (change) call.out(call.messages('cli:memory.delete.done', { count: change.units, id: change.id }));
        }
      return exit.done;
    });
  },
};
