import { readConfig } from '../config.ts';
import { installedModels } from '../engines/bergamot/installed.ts';
import { verifyModel } from '../engines/bergamot/pull.ts';
import { InterlinearError } from '../model/errors.ts';
import { type Command, exit, flagsOf } from './command.ts';
import { modelsFolder } from './engines.ts';
import { installedFor, modelOptions, wishedPair } from './models-pair.ts';

/** `interlinear models verify`: reads the files of models through and compares them with what was pulled. */
export const modelsVerify: Command = {
  name: 'models verify',
  usage: '[FROM TO]',
  options: { json: { type: 'boolean' }, ...modelOptions },
  examples: ['npx interlinear models verify', 'npx interlinear models verify fr en --json'],
  async run(call) {
    const folder = modelsFolder(readConfig(flagsOf(call)));
    const pair = call.positionals.length > 0 ? wishedPair(call, this.name) : undefined;
    const one = pair && installedFor(folder, pair);
    if (pair && !one) throw new InterlinearError('models.not-installed', { ...pair, path: folder });
    const checked = [];
    for (const model of one ? [one] : installedModels(folder)) {
      checked.push({ pair: model.pair, ...(await verifyModel(folder, model)) });
    }
    if (call.values.json) call.out(JSON.stringify({ folder, models: checked }));
    else if (checked.length === 0) call.out(call.messages('cli:models.list.nothing', { path: folder }));
    else
      for (const { pair: name, ...found } of checked) {
        const detail = found.state === 'damaged' ? call.messages(`errors:${found.reason}`, { ...found }) : '';
        call.out(`${name}  ${call.messages(`cli:models.verify.${found.state}`, { detail })}`);
      }
    return checked.some(({ state }) => state === 'damaged') ? exit.failed : exit.done;
  },
};
