import { readFileSync } from 'node:fs';
import type { ModelFiles } from './protocol.ts';
import type { BergamotModule, TranslationModel } from './wasm.ts';

/** Alignments that the vector instructions of the engine need, in bytes. */
const MODEL_ALIGNMENT = 256;
const OTHER_ALIGNMENT = 64;

/** An instance of the engine with its models. Whatever it throws, it is not to be trusted any more. */
export class Instance {
  readonly #engine: BergamotModule;
  readonly #service: InstanceType<BergamotModule['BlockingService']>;
  /** Models in memory, the least recently used first. */
  readonly #loaded = new Map<string, { model: TranslationModel; bytes: number }>();

  constructor(engine: BergamotModule) {
    this.#engine = engine;
    // Repeated sentences are the ledger's affair.
    this.#service = new engine.BlockingService({ cacheSize: 0 });
  }

  /** Keys of the models in memory. */
  get models(): string[] {
    return [...this.#loaded.keys()];
  }

  /** Bytes that its memory has grown to; it never shrinks. */
  get heapBytes(): number {
    return this.#engine.HEAP8.length;
  }

  /** Translates texts through one model or two; one text a text. */
  translate(models: ModelFiles[], texts: string[], html: boolean, memoryBytes: number): string[] {
    const [first, second] = this.#load(models, memoryBytes) as [TranslationModel, TranslationModel | undefined];
    const input = new this.#engine.VectorString();
    const options = new this.#engine.VectorResponseOptions();
    for (const text of texts) {
      input.push_back(text);
      options.push_back({ qualityScores: false, alignment: false, html });
    }
    const responses = second
      ? this.#service.translateViaPivoting(first, second, input, options)
      : this.#service.translate(first, input, options);
    const answers = texts.map((_, index) => {
      const response = responses.get(index);
      const text = response.getTranslatedText();
      response.delete();
      return text;
    });
    for (const used of [input, options, responses]) used.delete();
    return answers;
  }

  /** The models that are wanted, loaded; others make room for them, those first that have not been used for longest. */
  #load(wanted: ModelFiles[], memoryBytes: number): TranslationModel[] {
    for (const { key } of wanted) {
      const known = this.#loaded.get(key);
      if (!known) continue;
      this.#loaded.delete(key);
      this.#loaded.set(key, known);
    }
    const missing = wanted.filter(({ key }) => !this.#loaded.has(key));
    let needed = [...missing, ...this.#loaded.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [key, { model, bytes }] of this.#loaded) {
      if (missing.length === 0 || needed <= memoryBytes) break;
      if (wanted.some((files) => files.key === key)) continue;
      model.delete();
      this.#loaded.delete(key);
      needed -= bytes;
    }
    for (const files of missing) this.#loaded.set(files.key, { model: this.#create(files), bytes: files.bytes });
    return wanted.map(({ key }) => (this.#loaded.get(key) as { model: TranslationModel }).model);
  }

  #create(files: ModelFiles): TranslationModel {
    const engine = this.#engine;
    const memory = (path: string, alignment: number) => {
      const bytes = readFileSync(path);
      const aligned = new engine.AlignedMemory(bytes.length, alignment);
      aligned.getByteArrayView().set(bytes);
      return aligned;
    };
    const model = memory(files.model, MODEL_ALIGNMENT);
    const shortlist = memory(files.shortlist, OTHER_ALIGNMENT);
    const vocabularies = files.vocabularies.map((path) => memory(path, OTHER_ALIGNMENT));
    const list = new engine.AlignedMemoryList();
    for (const vocabulary of vocabularies) list.push_back(vocabulary);
    const created = new engine.TranslationModel(files.options, model, shortlist, list, null);
    // What they held is the model's now.
    for (const emptied of [model, shortlist, ...vocabularies, list]) emptied.delete();
    return created;
  }
}
