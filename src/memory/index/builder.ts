import { Scan } from '../tokens.ts';
import { buildSegment } from './build.ts';
import { Groups } from './groups.ts';
import { withRoom } from './growing.ts';
import { UnitKeys } from './keys.ts';
import { MemoryIndex } from './memory-index.ts';
import { factsOf, type IndexedUnit } from './reading.ts';
import type { Segment } from './shelf.ts';
import { Units } from './units.ts';
import { Vocabulary } from './vocabulary.ts';

/** Collects units for a new index; cheaper than adding them one by one. */
export class IndexBuilder {
  /** What the groups of the units mean, handed on to the index. */
  readonly groups = new Groups();
  readonly #vocabulary = new Vocabulary();
  readonly #keys = new UnitKeys();
  readonly #units = new Units();
  readonly #scan = new Scan();
  #positions = new Uint32Array(0);

  /** @throws InterlinearError `memory.key` when the key is no UUID */
  add(unit: IndexedUnit): void {
    const known = this.#keys.count;
    const id = this.#keys.add(unit.key);
    this.#positions = withRoom(this.#positions, this.#keys.count);
    if (id < known) this.#units.bury(this.#positions[id] as number);
    this.#positions[id] = this.#units.add(this.#scan, this.#vocabulary, factsOf(this.#scan, unit, id));
  }

  /** The index of all units added. The builder is used up. @param revision the caller's revision that they amount to */
  finish(revision = 0): MemoryIndex {
    const building = this.#building();
    for (;;) {
      const { done, value } = building.next();
      if (done) return this.#index(value, revision);
    }
  }

  /** As finish, in slices of about a millisecond between which other work goes on. */
  async finishInSlices(revision = 0): Promise<MemoryIndex> {
    const building = this.#building();
    for (;;) {
      const { done, value } = building.next();
      if (done) return this.#index(value, revision);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #building(): Generator<void, Segment> {
    return buildSegment([this.#units], this.#vocabulary);
  }

  #index(segment: Segment, revision: number): MemoryIndex {
    return new MemoryIndex({ vocabulary: this.#vocabulary, keys: this.#keys, segment, groups: this.groups, revision });
  }
}
