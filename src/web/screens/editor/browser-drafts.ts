import type { Draft, DraftStore } from './drafts.ts';

const PREFIX = 'interlinear.draft.';

/** This page, apart from others of the same person in the same browser. */
const thisPage = Array.from(crypto.getRandomValues(new Uint32Array(2)), (one) => one.toString(36)).join('');

/**
 * Drafts in the browser's own storage, for each person apart, for two people may share a machine, and for each page apart, for one person may
 * have two tabs open: what is typed in one is never put in the place of what is typed in the other. What other pages had left when this one was
 * opened is shown and sent by it, too: they may be gone.
 *
 * @param owner whose, and of what
 */
export function browserDrafts(owner: string, storage: Storage = localStorage, page = thisPage): DraftStore {
  const prefix = `${PREFIX}${owner}.`;
  const ownKey = (address: string) => `${prefix}${address}#${page}`;
  const isOwn = (key: string) => key.endsWith(`#${page}`);
  const keys = () =>
    Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
      key.startsWith(prefix),
    );
  const left = new Set(keys().filter((key) => !isOwn(key)));

  const read = (key: string): Draft | undefined => {
    try {
      return JSON.parse(storage.getItem(key) ?? '') as Draft;
    } catch {
      // Not written by this program.
      return undefined;
    }
  };
  /** Where the draft of each address is: this page's own, else the newest one that was left. */
  const places = (): Map<string, { key: string; draft: Draft }> => {
    const found = new Map<string, { key: string; draft: Draft }>();
    for (const key of keys()) {
      if (!isOwn(key) && !left.has(key)) continue;
      const draft = read(key);
      const known = draft && found.get(draft.address);
      if (draft && (!known || isOwn(key) || (!isOwn(known.key) && known.draft.at < draft.at)))
        found.set(draft.address, { key, draft });
    }
    return found;
  };
  return {
    all: () => [...places().values()].map(({ draft }) => draft).sort((a, b) => a.at - b.at),
    put(draft) {
      const known = places().get(draft.address);
      storage.setItem(ownKey(draft.address), JSON.stringify(draft));
      // It was built on.
      if (known && !isOwn(known.key)) storage.removeItem(known.key);
    },
    remove(address) {
      const known = places().get(address);
      if (known) storage.removeItem(known.key);
    },
  };
}
