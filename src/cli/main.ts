import { parseArgs } from 'node:util';
import { interfaceLanguage, messagesIn } from '../i18n.ts';
import { InterlinearError, storedError, UsageError } from '../model/errors.ts';
import { asOutage } from '../queue/failures.ts';
import { version } from '../version.ts';
import { type Call, exit, parseConfig } from './command.ts';
import { commandNames, resolveCommand } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { labelled, sentence } from './sentence.ts';

/**
 * Runs `interlinear`.
 *
 * @param argv arguments after the program's name
 * @returns the exit status: 0 done, 1 failed, 2 usage, 3 partial, 130 interrupted
 */
export async function main(argv: string[]): Promise<number> {
  const language = interfaceLanguage();
  const messages = messagesIn(language);
  const out = (line: string) => void process.stdout.write(`${line}\n`);
  const note = (line: string) => void process.stderr.write(`${line}\n`);
  // Who reads us may stop reading (`| head`), and a terminal may go away: the work goes on. A result that could not be written is no success.
  let lost = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') lost = true;
  });
  process.stderr.on('error', () => {});
  try {
    const [name, ...rest] = argv;
    if (name === '--version' || name === '-v') {
      out(version);
      return exit.done;
    }
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      const asked = rest[0] === undefined || rest[0].startsWith('-') ? undefined : await resolveCommand(rest);
      out(asked ? commandHelp(asked.command, messages) : overview(commandNames, messages));
      return name === undefined ? exit.usage : exit.done;
    }
    const { command, rest: words } = await resolveCommand(argv);
    let parsed: Pick<Call, 'positionals' | 'values'>;
    try {
      parsed = parseArgs({ args: words, options: parseConfig(command), allowPositionals: true, strict: true }) as never;
    } catch (error) {
      throw optionError(error, command.name);
    }
    if (parsed.values.help || command.subcommands) {
      out(commandHelp(command, messages));
      return parsed.values.help ? exit.done : exit.usage;
    }
    const status = await command.run({ ...parsed, messages, interfaceLanguage: language, out, note });
    return lost && status === exit.done ? exit.failed : status;
  } catch (thrown) {
    const error = asOutage(thrown);
    note(labelled('interlinear', sentence(storedError(error), messages), language));
    if (!(error instanceof InterlinearError) && process.env.INTERLINEAR_DEBUG) console.error(error);
    return error instanceof UsageError ? exit.usage : exit.failed;
  }
}

/** Node's own words about an option are English; its codes say which case it is. */
function optionError(error: unknown, command: string): UsageError {
  const { code, message } = error as { code?: string; message: string };
  const option = /'(-[^' ]+)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return new UsageError('option.unknown', { option, command });
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return new UsageError('option.value', { option, command });
  return new UsageError('option.malformed', { reason: message, command });
}
