import { readConfig } from '../config.ts';
import { UsageError } from '../model/errors.ts';
import { type Call, flagsOf } from './command.ts';
import { readText } from './files.ts';
import { namingFile } from './resources.ts';

/** A line of a table of rules that cannot be used. */
interface Fault {
  line: number;
  reason: string;
  value: string;
}

/**
 * Tells what is wrong in tables of rules, line by line.
 *
 * @param kind whose sentences: `KIND.reason.REASON` in the `errors` namespace
 * @returns whether nothing is
 */
export function lintTables(
  call: Call,
  kind: 'calques' | 'furniture',
  read: (text: string) => { rows: unknown[]; faults: Fault[] },
): boolean {
  if (call.positionals.length === 0)
    throw new UsageError('memory.argument', { command: `${kind} lint`, usage: 'FILE...' });
  const { inputLimitMegabytes } = readConfig(flagsOf(call));
  const reports = call.positionals.map((path) => {
    const { rows, faults } = namingFile(path, () => read(readText(path, inputLimitMegabytes)));
    const told = faults.map(({ line, reason, value }) => {
      const message = call.messages(`errors:${kind}.reason.${reason}`, { value });
      return { line, reason, value, message };
    });
    return { file: path, rules: rows.length, faults: told };
  });
  if (call.values.json) call.out(JSON.stringify({ files: reports }));
  else
    for (const { file, rules, faults } of reports) {
      call.out(call.messages('cli:rules.lint.found', { file, rules, count: faults.length }));
      for (const { line, message } of faults) call.out(`  ${line}: ${message}`);
    }
  return reports.every(({ faults }) => faults.length === 0);
}
