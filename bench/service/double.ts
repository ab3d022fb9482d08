import type { Engine } from '../../src/model/ports.ts';

/** An engine that costs nothing: it gives each text back. What a run takes with it is the product's own. */
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
  translate: async ({ from, to, segments }) => ({
    results: segments.map(({ text, codes }) => ({ text, codes, unknownWords: [], lostTerms: [] })),
    route: `${from}>${to}`,
    version: 'double 1',
  }),
};
