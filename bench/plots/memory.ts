import type { Bar, Chart } from './bars.ts';

interface Latency {
  p50: number;
  p95: number;
}

interface Result {
  sizes: (Latency & { units: number; peer: (Latency & { name: string }) | null })[];
}

/** Time of a query by size of the memory, beside PostgreSQL's trigram index in the same run. */
export function memoryCharts({ sizes }: Result): Record<string, Chart> {
  return {
    'bench-memory': {
      title: 'Fuzzy search: time of a query',
      axis: 'Microseconds, logarithmic; shorter is better. Threshold 70 %, five best matches, one thread.',
      scale: 'logarithmic',
      groups: sizes.map(({ units, peer, ...ours }) => ({
        label: `${units.toLocaleString('en')} units`,
        bars: [...bars('Interlinear', ours, true), ...(peer ? bars(peer.name, peer, false) : [])],
      })),
    },
  };
}

function bars(name: string, latency: Latency, ours: boolean): Bar[] {
  return (['p50', 'p95'] as const).map((which) => ({
    label: `${name}, ${which}`,
    value: latency[which],
    text: `${Math.round(latency[which]).toLocaleString('en')} \u00b5s`,
    ours,
  }));
}
