import { readConfig } from '../config.ts';
import { removeModel } from '../engines/bergamot/pull.ts';
import { InterlinearError } from '../model/errors.ts';
import { type Command, exit, flagsOf } from './command.ts';
import { modelsFolder } from './engines.ts';
import { installedFor, modelOptions, wishedPair } from './models-pair.ts';

/** `interlinear models remove`: takes the model of a pair out of the models folder. */
export const modelsRemove: Command = {
  name: 'models remove',
  usage: 'FROM TO',
  options: modelOptions,
  examples: ['npx interlinear models remove fr en'],
  async run(call) {
    const folder = modelsFolder(readConfig(flagsOf(call)));
    const pair = wishedPair(call, this.name);
    const model = installedFor(folder, pair);
    if (!model || !(await removeModel(folder, model.pair)))
      throw new InterlinearError('models.not-installed', { ...pair, path: folder });
    call.out(call.messages('cli:models.remove.removed', { pair: model.pair }));
    return exit.done;
  },
};
