/**
 * A thread with an instance of the engine. It answers one question at a time; when the engine stops, the thread says why and ends.
 */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, ModelFiles, Question, ThreadData } from './protocol.ts';
import { type BergamotModule, startEngine, type TranslationModel } from './wasm.ts';

/** Alignments that the vector instructions of the engine need, in bytes. */
const MODEL_ALIGNMENT = 256;
const OTHER_ALIGNMENT = 64;

/** Lines of the engine's complaint that are kept. */
const COMPLAINT = 20;

const { compiled } = workerData as ThreadData;
const complaint: string[] = [];
const engine = await startEngine(compiled, (line) => {
  complaint.push(line);
  if (complaint.length > COMPLAINT) complaint.shift();
});
const service = new engine.BlockingService({ cacheSize: 0 });

/** Models in memory, the least recently used first. */
const loaded = new Map<string, { model: TranslationModel; bytes: number }>();

parentPort?.on('message', (question: Question) => {
  complaint.length = 0;
  try {
    const texts = answer(question);
    const reply: Answer = { id: question.id, texts, heapBytes: engine.HEAP8.length, models: [...loaded.keys()] };
    parentPort?.postMessage(reply);
  } catch (error) {
    const said = complaint.map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter(Boolean);
    const reason =
      said.find((line) => /error|abort/i.test(line)) ?? (error instanceof Error ? error.message : String(error));
    // Whatever threw, the instance is not to be trusted any more.
    parentPort?.postMessage({ id: question.id, reason } satisfies Answer);
    setImmediate(() => process.exit(1));
  }
});
parentPort?.postMessage({ ready: true });

function answer({ models, texts, html, memoryBytes }: Question): string[] {
  const [first, second] = load(models, memoryBytes);
  const input = new engine.VectorString();
  const options = new engine.VectorResponseOptions();
  for (const text of texts) {
    input.push_back(text);
    options.push_back({ qualityScores: false, alignment: false, html });
  }
  const responses = second
    ? service.translateViaPivoting(first as TranslationModel, second, input, options)
    : service.translate(first as TranslationModel, input, options);
  const answers = texts.map((_, index) => {
    const response = responses.get(index);
    const text = response.getTranslatedText();
    response.delete();
    return text;
  });
  input.delete();
  options.delete();
  responses.delete();
  return answers;
}

/** The models of a question, loaded; others make room for them, those first that have not been used for longest. */
function load(wanted: ModelFiles[], memoryBytes: number): TranslationModel[] {
  for (const files of wanted) {
    const known = loaded.get(files.key);
    if (!known) continue;
    loaded.delete(files.key);
    loaded.set(files.key, known);
  }
  const missing = wanted.filter(({ key }) => !loaded.has(key));
  let needed = missing.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { bytes } of loaded.values()) needed += bytes;
  for (const [key, { model, bytes }] of loaded) {
    if (missing.length === 0 || needed <= memoryBytes) break;
    if (wanted.some((files) => files.key === key)) continue;
    model.delete();
    loaded.delete(key);
    needed -= bytes;
  }
  for (const files of missing) loaded.set(files.key, { model: create(engine, files), bytes: files.bytes });
  return wanted.map(({ key }) => (loaded.get(key) as { model: TranslationModel }).model);
}

function create(engine: BergamotModule, files: ModelFiles): TranslationModel {
  const memory = (path: string, alignment: number) => {
    const bytes = readFileSync(path);
    const aligned = new engine.AlignedMemory(bytes.length, alignment);
    aligned.getByteArrayView().set(bytes);
    return aligned;
  };
  const parts = [memory(files.model, MODEL_ALIGNMENT), memory(files.shortlist, OTHER_ALIGNMENT)] as const;
  const vocabularies = new engine.AlignedMemoryList();
  const memories = files.vocabularies.map((path) => memory(path, OTHER_ALIGNMENT));
  for (const vocabulary of memories) vocabularies.push_back(vocabulary);
  const model = new engine.TranslationModel(files.options, parts[0], parts[1], vocabularies, null);
  for (const emptied of [...parts, ...memories, vocabularies]) emptied.delete();
  return model;
}
