import { useEffect } from 'react';

/** Where something was in the page: it, what it is in, and which child of that it is, outwards. */
export interface Place {
  node: Element;
  index: number;
}

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';
/** Whoever closes a dialog puts the focus back by itself: it gets so long, in milliseconds. */
const PATIENCE_MS = 60;

/** The places of a node and of all that it is in, up to the page's main part; empty outside of that. */
export function placesOf(node: Element, main: Element): Place[] {
  const places: Place[] = [];
  for (let at: Element | null = node; at !== null; at = at.parentElement) {
    if (at === main) return [...places, { node: main, index: 0 }];
    places.push({ node: at, index: at.parentElement ? [...at.parentElement.children].indexOf(at) : 0 });
  }
  return [];
}

/**
 * What takes the focus after something is gone: the first thing of what moved up into its place, else of what came before, else what all of
 * it was in.
 */
export function heirOf(places: Place[]): HTMLElement | undefined {
  const at = places.findIndex(({ node }) => node.isConnected);
  const parent = places[at]?.node;
  const gone = places[at - 1];
  if (!parent || !gone) return undefined;
  // All of it is another screen now: that begins at its beginning.
  if (parent.id === 'main') return parent as HTMLElement;
  const { children } = parent;
  for (const child of [children[gone.index], children[gone.index - 1]]) {
    const found = child?.matches(FOCUSABLE) ? child : child?.querySelector(FOCUSABLE);
    if (found) return found as HTMLElement;
  }
  return (parent.querySelector(FOCUSABLE) ?? parent) as HTMLElement;
}

/** The focus is never lost: where what has it goes away (a line that was dealt with), what comes in its place gets it. */
export function KeptFocus(): null {
  useEffect(() => {
    const main = document.getElementById('main');
    if (!main) return;
    let places: Place[] = [];
    let planned: ReturnType<typeof setTimeout> | undefined;
    const focused = ({ target }: FocusEvent) => {
      if (target instanceof Element && main.contains(target)) places = placesOf(target, main);
    };
    const lost = () => {
      const [last] = places;
      // The editor's rows come and go while they are scrolled through; it minds its own focus.
      if (!last || document.activeElement !== document.body) return;
      if (last.node.isConnected) {
        // A button that does nothing while its work is under way can be pressed again.
        if (!last.node.matches(':disabled')) (last.node as HTMLElement).focus();
        return;
      }
      if (places.some(({ node }) => node.matches('.editor') && node.isConnected)) return;
      clearTimeout(planned);
      planned = setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const heir = heirOf(places);
        if (heir && !heir.matches(FOCUSABLE)) heir.tabIndex = -1;
        heir?.focus();
      }, PATIENCE_MS);
    };
    const observer = new MutationObserver(lost);
    document.addEventListener('focusin', focused);
    observer.observe(main, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', focused);
      observer.disconnect();
      clearTimeout(planned);
    };
  }, []);
  return null;
}
