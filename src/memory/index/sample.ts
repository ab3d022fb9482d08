import type { MemoryIndex } from './memory-index.ts';

/** Units spread evenly over an index, from the shortest to the longest text: the same ones as long as it does not change. */
export function sampleOf(index: MemoryIndex, count: number): { key: string; group: number }[] {
  const all = index.shelves.reduce((sum, { units }) => sum + units.count, 0);
  const step = Math.max(1, Math.floor(all / Math.max(1, count)));
  const sample: { key: string; group: number }[] = [];
  for (const { units } of index.shelves)
    for (let position = step >> 1; position < units.count; position += step) {
      if (units.isDead(position)) continue;
      sample.push({ key: index.keys.key(units.ids[position] as number), group: units.group[position] as number });
    }
  return sample;
}
