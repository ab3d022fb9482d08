import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Act } from './acts.ts';
import { keysOf } from './pressed.ts';
import { type Keys, type KeyWishes, keysInForce, readKeyWishes, storeKeyWishes } from './profiles.ts';

/** Does an act. @returns false where it does not apply now: the key then keeps its usual meaning */
// biome-ignore lint/suspicious/noConfusingVoidType: most acts always apply and return nothing.
export type Handler = () => boolean | void;

interface KeyBoard {
  wishes: KeyWishes;
  keys: ReadonlyMap<Act, readonly Keys[]>;
  change(wishes: KeyWishes): void;
  /** Acts that somebody on the page handles now. */
  available(): Act[];
  perform(act: Act): void;
  handle(handlers: Partial<Record<Act, Handler>>): () => void;
}

const context = createContext<KeyBoard | undefined>(undefined);

/** The keys of the desk: finds the act of every key that is pressed, and who does it. */
export function KeyBoardProvider({ children }: { children: ReactNode }) {
  const [wishes, setWishes] = useState(readKeyWishes);
  const layers = useRef<Partial<Record<Act, Handler>>[]>([]);
  const keys = useMemo(() => keysInForce(wishes), [wishes]);
  const actOf = useMemo(
    () => new Map([...keys].flatMap(([act, list]) => list.map((one) => [one, act] as const))),
    [keys],
  );

  const run = useCallback((act: Act): boolean => {
    // What was put up last is nearest to the person: an open dialog before the page behind it.
    for (const layer of layers.current.toReversed()) {
      const handler = layer[act];
      if (handler && handler() !== false) return true;
    }
    return false;
  }, []);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // A key that composes a sign (an accent, Chinese, Arabic) belongs to the text.
      if (event.isComposing || event.defaultPrevented) return;
      const act = actOf.get(keysOf(event));
      if (!act) return;
      // A question that is asked is answered first.
      if (document.querySelector('[role=alertdialog]')) return;
      if (keysOf(event) === '?' && isText(event.target)) return;
      if (run(act)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    window.addEventListener('keydown', pressed, true);
    return () => window.removeEventListener('keydown', pressed, true);
  }, [actOf, run]);

  const board = useMemo<KeyBoard>(
    () => ({
      wishes,
      keys,
      change(next) {
        storeKeyWishes(next);
        setWishes(next);
      },
      available: () => [...new Set(layers.current.flatMap((layer) => Object.keys(layer) as Act[]))],
      perform: (act) => void run(act),
      handle(handlers) {
        layers.current.push(handlers);
        return () => {
          layers.current = layers.current.filter((layer) => layer !== handlers);
        };
      },
    }),
    [wishes, keys, run],
  );
  return <context.Provider value={board}>{children}</context.Provider>;
}

function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function useKeyBoard(): KeyBoard {
  const board = useContext(context);
  if (!board) throw new Error('no KeyBoardProvider above');
  return board;
}

/** Handles acts while the component is on the page; the handlers of the latest render are called. */
export function useActs(handlers: Partial<Record<Act, Handler>>): void {
  const { handle } = useKeyBoard();
  const latest = useRef(handlers);
  latest.current = handlers;
  const names = Object.keys(handlers).sort().join(' ');
  useEffect(() => {
    const stable = Object.fromEntries(
      names
        .split(' ')
        .filter(Boolean)
        .map((name) => [name, () => latest.current[name as Act]?.()]),
    );
    return handle(stable);
  }, [handle, names]);
}
