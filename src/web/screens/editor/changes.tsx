import { useMemo } from 'react';
import { differencesOf } from './differences.ts';

/** Two texts as one: what is gone is struck through, what is new is underlined. */
export function Changes({ from, to, language }: { from: string; to: string; language: string }) {
  const pieces = useMemo(() => differencesOf(from, to, language), [from, to, language]);
  let at = 0;
  return pieces.map(({ kind, text }) => {
    const key = `${at}-${kind}`;
    at += text.length;
    if (kind === 'gone') return <del key={key}>{text}</del>;
    if (kind === 'new') return <ins key={key}>{text}</ins>;
    return <span key={key}>{text}</span>;
  });
}
