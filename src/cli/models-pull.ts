import { readConfig } from '../config.ts';
import { type Command, exit, flagsOf } from './command.ts';
import { modelOptions, registryOptions, wishedPair } from './models-pair.ts';
import { planPull, pullPlanned } from './models-pulling.ts';

/** `interlinear models pull`: puts the models of a pair into the models folder. */
export const modelsPull: Command = {
  name: 'models pull',
  usage: 'FROM TO',
  options: { ...registryOptions, ...modelOptions },
  examples: [
    'npx interlinear models pull fr en',
    'npx interlinear models pull fr es --architecture tiny',
    'npx interlinear models pull fr en --registry /media/models',
  ],
  async run(call) {
    const config = readConfig(flagsOf(call));
    const pair = wishedPair(call, this.name);
    await pullPlanned(call, config, await planPull(config, [pair]));
    return exit.done;
  },
};
