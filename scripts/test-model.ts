/**
 * Writes test models for trying Bergamot without a trained one: `node scripts/test-model.ts FOLDER`, then
 * `interlinear translate … --engine bergamot --models FOLDER`. They look words up and translate nothing; `auto` never chooses them.
 */
import { dictionaries, writeTestModel } from './test-model/write.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Usage: node scripts/test-model.ts FOLDER\n');
  process.exitCode = 2;
} else {
  for (const pair of Object.keys(dictionaries)) {
    writeTestModel(folder, pair);
    process.stdout.write(`${pair}: test model in ${folder}/${pair}\n`);
  }
}
