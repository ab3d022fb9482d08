/**
 * A process that calls a model directly, without our threads and batches: what the machine can do at most. It is started by `ceiling.ts`
 * with the model's files as its argument, and translates the texts that it is sent.
 */
import { Instance } from '../../src/engines/bergamot/instance.ts';
import type { ModelFiles } from '../../src/engines/bergamot/protocol.ts';
import { compileEngine, startEngine } from '../../src/engines/bergamot/wasm.ts';

const files = JSON.parse(process.argv[2] ?? '[]') as ModelFiles[];
const instance = new Instance(await startEngine(await compileEngine(), () => {}));
process.on('message', (texts: string[]) => {
  instance.translate(files, texts, false, Number.POSITIVE_INFINITY);
  process.send?.('done');
});
process.send?.('ready');
