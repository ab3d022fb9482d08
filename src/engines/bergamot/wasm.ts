import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';

/** The engine, compiled (WebAssembly.Module); it can be posted to threads. */
export interface CompiledEngine {
  readonly [Symbol.toStringTag]: string;
}

type Imports = Record<string, Record<string, unknown>>;

// The types of WebAssembly come with those of browsers, which nothing else here needs.
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<CompiledEngine>;
  instantiate(compiled: CompiledEngine, imports: Imports): Promise<object>;
};

/** An object on the heap of the engine; it stays there until it is deleted. */
interface OnHeap {
  delete(): void;
}

interface AlignedMemory extends OnHeap {
  getByteArrayView(): Int8Array;
}

interface List<T> extends OnHeap {
  push_back(value: T): void;
  get(index: number): T;
  size(): number;
}

export interface TranslationModel extends OnHeap {}

interface Response extends OnHeap {
  getTranslatedText(): string;
}

interface ResponseOptions {
  qualityScores: boolean;
  alignment: boolean;
  html: boolean;
}

interface Service extends OnHeap {
  translate(model: TranslationModel, texts: List<string>, options: List<ResponseOptions>): List<Response>;
  translateViaPivoting(
    first: TranslationModel,
    second: TranslationModel,
    texts: List<string>,
    options: List<ResponseOptions>,
  ): List<Response>;
}

/** What the engine's own source exports (wasm/bindings of github.com/browsermt/bergamot-translator). */
export interface BergamotModule {
  AlignedMemory: new (bytes: number, alignment: number) => AlignedMemory;
  AlignedMemoryList: new () => List<AlignedMemory>;
  BlockingService: new (options: { cacheSize: number }) => Service;
  TranslationModel: new (
    yaml: string,
    model: AlignedMemory,
    shortlist: AlignedMemory | null,
    vocabularies: List<AlignedMemory>,
    quality: null,
  ) => TranslationModel;
  VectorString: new () => List<string>;
  VectorResponseOptions: new () => List<ResponseOptions>;
  HEAP8: Int8Array;
  asm: Record<string, (...parameters: unknown[]) => unknown>;
}

/** Functions for 8-bit matrices that the engine imports, and the names under which it brings its own. */
const MATRIX_FUNCTIONS = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
};

const require = createRequire(import.meta.url);
const script = () => require.resolve('@browsermt/bergamot-translator/worker/bergamot-translator-worker.js');

/** Version of the engine's package, part of what the ledger knows a translation by. */
export function packageVersion(): string {
  return (require('@browsermt/bergamot-translator/package.json') as { version: string }).version;
}

/** Compiles the engine. The result can be handed to threads, which then need not compile it again. */
export function compileEngine(): Promise<CompiledEngine> {
  return WebAssembly.compile(readFileSync(script().replace(/\.js$/, '.wasm')));
}

/**
 * Starts an instance of the engine in this thread.
 *
 * The package's own worker is a script for browsers inside a package that calls itself a module: Node refuses it ("require is not
 * defined"). Its loader is therefore compiled here as the function that it is, with the names it looks for as parameters; nothing is
 * copied, and the package may lie where nobody can write.
 *
 * @param complain gets what the engine writes to its error output: the reason, before it stops
 */
export function startEngine(compiled: CompiledEngine, complain: (line: string) => void): Promise<BergamotModule> {
  const path = script();
  const loader = compileFunction(readFileSync(path, 'utf8'), ['Module', 'require', '__filename', '__dirname'], {
    filename: path,
  });
  return new Promise((resolve, reject) => {
    const module = {
      print: complain,
      printErr: complain,
      onAbort: (reason: unknown) => reject(new Error(String(reason))),
      onRuntimeInitialized: () => resolve(module as unknown as BergamotModule),
      instantiateWasm(imports: Imports, accept: (instance: object) => void) {
        const matrices = Object.entries(MATRIX_FUNCTIONS).map(([name, own]) => [
          name,
          (...parameters: unknown[]) => (module as unknown as BergamotModule).asm[own]?.(...parameters),
        ]);
        WebAssembly.instantiate(compiled, { ...imports, wasm_gemm: Object.fromEntries(matrices) }).then(accept, reject);
        return {};
      },
    };
    loader(module, require, fileURLToPath(`file://${path}`), dirname(path));
  });
}
