import { readConfig } from '../config.ts';
import { askPerson } from './ask.ts';
import { type Command, exit, flagsOf } from './command.ts';
import { modelOptions, registryOptions } from './models-pair.ts';
import { planPull, pullPlanned } from './models-pulling.ts';
import { demoPairs, runSetup, SETUP_PATIENCE } from './setup.ts';

/** `interlinear setup`: gives this machine a translation engine. */
export const setupCommand: Command = {
  name: 'setup',
  usage: '[--yes]',
  options: { yes: { type: 'boolean' }, ...registryOptions, ...modelOptions },
  examples: ['npx interlinear setup --yes'],
  async run(call) {
    const config = readConfig(flagsOf(call));
    await runSetup({
      yes: call.values.yes === true,
      print: call.out,
      messages: call.messages,
      ask: (question) => askPerson(call, question),
      models: {
        plan: () => planPull(config, demoPairs, SETUP_PATIENCE),
        pull: (plan) => pullPlanned(call, config, plan),
      },
    });
    // A machine without an engine works with memory and glossary: setup has said so, and that is no failure.
    return exit.done;
  },
};
