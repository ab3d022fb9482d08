import type { BrowserWindow } from '../../api/browser-window.ts';
import type { Draft, DraftStore } from './drafts.ts';

const PREFIX = 'interlinear.draft.';

/**
 * Drafts in the browser's own storage. For each person apart, for two may share a machine, and for each window apart: what is typed in two
 * tabs never writes over one another. What a closed window left is taken over by the next one.
 *
 * @param owner whose, and of what
 */
export function browserDrafts(owner: string, window: BrowserWindow, storage: Storage): DraftStore {
  const ours = `${PREFIX}${owner}.`;
  const prefix = `${ours}${window.id}.`;
  /** Read once: a text of 100 kB is not taken apart at every key. */
  const drafts = new Map<string, Draft>();
  const keep = (draft: Draft) => {
    drafts.set(draft.address, draft);
    storage.setItem(prefix + draft.address, JSON.stringify(draft));
  };
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  for (const key of keys.filter((one) => one.startsWith(ours))) {
    const owned = key.startsWith(prefix);
    const [, other = ''] = /^([^/.]*)\.\//.exec(key.slice(ours.length)) ?? [];
    if (!owned && other !== '' && window.isOpen(other)) continue;
    const draft = parsed(storage.getItem(key));
    if (!draft) continue;
    const known = drafts.get(draft.address);
    if (!known || known.at < draft.at) keep(draft);
    if (!owned) storage.removeItem(key);
  }
  return {
    all: () => [...drafts.values()].sort((a, b) => a.at - b.at),
    put: keep,
    remove(address) {
      drafts.delete(address);
      storage.removeItem(prefix + address);
    },
  };
}

function parsed(text: string | null): Draft | undefined {
  try {
    const draft = JSON.parse(text ?? '') as Draft;
    return typeof draft.address === 'string' && typeof draft.content?.text === 'string' ? draft : undefined;
  } catch {
    // Not written by this program.
    return undefined;
  }
}

const stores = new Map<string, DraftStore>();

/** The drafts of this page: one store for each article that it opens. */
export function draftsOf(owner: string, window: BrowserWindow): DraftStore {
  const store = stores.get(owner) ?? browserDrafts(owner, window, localStorage);
  stores.set(owner, store);
  return store;
}
