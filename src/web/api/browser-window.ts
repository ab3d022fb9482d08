/** A mark of life is renewed so often, and holds so long, in milliseconds. */
const BEAT_MS = 5_000;
const HOLDS_MS = 15_000;

const STORED = 'interlinear.window';
const ALIVE = 'interlinear.alive.';

/** What says which window of the browser this is. */
export interface BrowserWindow {
  /** A UUID: the same after a reload, another one in every other tab. */
  id: string;
  /** Whether a window is open now, as far as its marks say. */
  isOpen(id: string): boolean;
}

/**
 * This window among those of one person: two tabs keep what is typed in them apart, and a closed one is known as such.
 *
 * @param now milliseconds since 1970
 */
export function openWindow(tab: Storage, shared: Storage, now: () => number = Date.now): BrowserWindow {
  const isOpen = (id: string) => now() - Number(shared.getItem(ALIVE + id) ?? 0) < HOLDS_MS;
  const before = tab.getItem(STORED);
  // A tab that was doubled has the id of the first one, which is still there; one that was read again has taken its mark away.
  const id = before !== null && !isOpen(before) ? before : newId();
  tab.setItem(STORED, id);
  const beat = () => shared.setItem(ALIVE + id, String(now()));
  beat();
  setInterval(beat, BEAT_MS);
  globalThis.window?.addEventListener('pagehide', () => shared.removeItem(ALIVE + id));
  globalThis.window?.addEventListener('pageshow', beat);
  return { id, isOpen };
}

let here: BrowserWindow | undefined;

/** The window that this page is in. */
export function thisWindow(): BrowserWindow {
  here ??= openWindow(sessionStorage, localStorage);
  return here;
}

/** A UUID (RFC 9562, version 4), made where `crypto.randomUUID` is missing, too: over plain http within a house. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
