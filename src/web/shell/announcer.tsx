import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';

interface Announcer {
  /** Says something to people who listen to the page, without moving the focus. */
  say(sentence: string): void;
}

const context = createContext<Announcer>({ say: () => {} });

/** A polite live region (WCAG 4.1.3): saves, moves and confirmations are said here. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [sentence, setSentence] = useState('');
  const turn = useRef(0);
  const say = useCallback((next: string) => {
    // The same sentence twice in a row is said twice only if the text changes.
    turn.current += 1;
    setSentence(turn.current % 2 === 0 ? next : `${next}\u200b`);
  }, []);
  const announcer = useMemo(() => ({ say }), [say]);
  return (
    <context.Provider value={announcer}>
      {children}
      <div className="heard" role="status" aria-live="polite">
        {sentence}
      </div>
    </context.Provider>
  );
}

export function useAnnouncer(): Announcer {
  return useContext(context);
}
