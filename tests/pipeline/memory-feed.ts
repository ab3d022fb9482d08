import type { FedUnit, MemoryFeed } from '../../src/model/ports.ts';

/** A UUID for a number. */
export function idOf(number: number): string {
  return `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** Memories in the test's own hands: each change is a revision, as in the database. */
export class HeldMemories implements MemoryFeed {
  readonly #memories = new Map<
    string,
    { revision: number; units: Map<string, FedUnit & { revision: number }>; gone: Map<string, number> }
  >();
  /** What was asked for, in order. */
  readonly asked: string[] = [];

  put(memory: string, ...units: FedUnit[]): { id: string; revision: number } {
    const held = this.#held(memory);
    held.revision += 1;
    for (const unit of units) held.units.set(unit.id, { ...unit, revision: held.revision });
    return { id: memory, revision: held.revision };
  }

  remove(memory: string, unit: string): { id: string; revision: number } {
    const held = this.#held(memory);
    held.revision += 1;
    held.units.delete(unit);
    held.gone.set(unit, held.revision);
    return { id: memory, revision: held.revision };
  }

  /** The memory as it is to be asked about. */
  state(memory: string): { id: string; revision: number } {
    return { id: memory, revision: this.#held(memory).revision };
  }

  drop(memory: string): void {
    this.#memories.delete(memory);
  }

  async revisions(memories: string[]): Promise<Map<string, number>> {
    return new Map(memories.flatMap((id) => (this.#memories.has(id) ? [[id, this.#held(id).revision]] : [])));
  }

  async *everything(memory: string): AsyncGenerator<FedUnit[]> {
    this.asked.push(`everything ${memory}`);
    for (const unit of this.#held(memory).units.values()) yield [unit];
  }

  async *changes(memory: string, _pair: unknown, { after, upTo }: { after: number; upTo: number }) {
    this.asked.push(`changes ${memory}`);
    const within = (revision: number) => revision > after && revision <= upTo;
    const { units, gone } = this.#held(memory);
    yield { gone: [...gone].flatMap(([unit, revision]) => (within(revision) ? [unit] : [])), units: [] };
    for (const unit of units.values()) if (within(unit.revision)) yield { gone: [], units: [unit] };
  }

  #held(memory: string) {
    const held = this.#memories.get(memory) ?? { revision: 0, units: new Map(), gone: new Map() };
    this.#memories.set(memory, held);
    return held;
  }
}

/** A unit of one text, translated into Spanish. */
export function fed(number: number, text: string, more: Partial<FedUnit> = {}): FedUnit {
  return { id: idOf(number), origin: 'human', texts: [{ language: 'en', text, codes: [] }], targets: ['es'], ...more };
}
