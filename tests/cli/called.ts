import { parseArgs } from 'node:util';
import { parseConfig } from '../../src/cli/command.ts';
import { resolveCommand } from '../../src/cli/commands.ts';
import { sentence } from '../../src/cli/sentence.ts';
import { messagesIn } from '../../src/i18n.ts';
import { InterlinearError, storedError } from '../../src/model/errors.ts';

/** What a command printed, and how it ended: its exit status, or the code of its error. */
export interface Called {
  out: string[];
  notes: string[];
  end: number | string;
  /** The sentence of its error. */
  error: string;
}

/** Calls a command in this process, as `interlinear WORDS` would in its own. */
export async function called(...words: string[]): Promise<Called> {
  const result: Called = { out: [], notes: [], end: 0, error: '' };
  const messages = messagesIn('en');
  try {
    const { command, rest } = await resolveCommand(words);
    const { positionals, values } = parseArgs({
      args: rest,
      options: parseConfig(command),
      allowPositionals: true,
      strict: true,
    });
    result.end = await command.run({
      positionals,
      values: values as Record<string, string | boolean | string[] | undefined>,
      messages,
      interfaceLanguage: 'en',
      out: (line) => result.out.push(line),
      note: (line) => result.notes.push(line),
    });
  } catch (error) {
    if (!(error instanceof InterlinearError)) throw error;
    result.end = error.code;
    result.error = sentence(storedError(error), messages);
  }
  return result;
}
