/**
 * A thread with an instance of the engine. It answers one question at a time; when the engine stops, the thread says why and ends.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Instance } from './instance.ts';
import type { Answer, Question, ThreadData } from './protocol.ts';
import { startEngine } from './wasm.ts';

/** Lines of the engine's complaint that are kept. */
const COMPLAINT = 20;

const complaint: string[] = [];
const engine = await startEngine((workerData as ThreadData).compiled, (line) => {
  complaint.push(line);
  if (complaint.length > COMPLAINT) complaint.shift();
});
const instance = new Instance(engine);

parentPort?.on('message', ({ id, models, texts, html, memoryBytes }: Question) => {
  complaint.length = 0;
  try {
    const answers = instance.translate(models, texts, html, memoryBytes);
    const { heapBytes, models: inMemory } = instance;
    const { user, system } = process.threadCpuUsage();
    const cpuSeconds = (user + system) / 1e6;
    parentPort?.postMessage({ id, texts: answers, heapBytes, models: inMemory, cpuSeconds } satisfies Answer);
  } catch (error) {
    parentPort?.postMessage({ id, reason: reasonOf(error) } satisfies Answer);
    setImmediate(() => process.exit(1));
  }
});
parentPort?.postMessage({ ready: true });

/** What the engine wrote before it stopped says more than how it stopped; its time stamp and its full stop say nothing. */
function reasonOf(error: unknown): string {
  const lines = complaint.map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter(Boolean);
  const line =
    lines.find((one) => /error|abort/i.test(one)) ?? (error instanceof Error ? error.message : String(error));
  return line
    .replace(/^\[[^\]]*\] */, '')
    .replace(/^Error: */, '')
    .replace(/\.+$/, '');
}
