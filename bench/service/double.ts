import type { Engine, EngineReply, EngineSegment } from '../../src/model/ports.ts';
import { translated } from './stories.ts';

/** How long a call takes, as those of real engines do. */
const WAIT_MS = Number(process.env.BENCH_ENGINE_MS ?? 0);

/**
 * An engine that costs nothing: it knows the sentences of the benchmark's stories by heart, and gives any other text back. What a run takes
 * with it is the product's own.
 */
export const double: Engine = {
  name: 'double',
  capabilities: async () => ({
    available: true,
    pairs: [],
    anyPair: true,
    limits: { segmentCharacters: 5000, segmentsPerCall: 100 },
    costPerMillionCharacters: 0,
    sendsTextOutside: false,
  }),
  version: async () => 'double 1',
  translate: async ({ from, to, segments }) => {
    if (WAIT_MS > 0) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    return answered(from, to, segments);
  },
};

function answered(from: string, to: string, segments: EngineSegment[]): EngineReply {
  return {
    results: segments.map(({ text, codes }) => ({
      text: translated(text, to) ?? text,
      codes,
      unknownWords: [],
      lostTerms: [],
    })),
    route: `${from}>${to}`,
    version: 'double 1',
  };
}
