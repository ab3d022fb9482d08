import { createInterface } from 'node:readline/promises';
import { type Command, exit } from './command.ts';
import { runSetup } from './setup.ts';

/** `interlinear setup`: gives this machine a translation engine. */
export const setupCommand: Command = {
  name: 'setup',
  usage: '[--yes]',
  options: { yes: { type: 'boolean' } },
  examples: ['npx interlinear setup --yes'],
  async run(call) {
    await runSetup({
      yes: call.values.yes === true,
      print: call.out,
      messages: call.messages,
      async ask(question) {
        if (!process.stdin.isTTY) return false;
        const terminal = createInterface({ input: process.stdin, output: process.stderr });
        const answer = await terminal.question(`${question} `);
        terminal.close();
        return call
          .messages('cli:setup.yes-letters')
          .toLowerCase()
          .includes(answer.trim().slice(0, 1).toLowerCase() || '-');
      },
    });
    // A machine without an engine works with memory and glossary: setup has said so, and that is no failure.
    return exit.done;
  },
};
