import type { Act } from './acts.ts';

/** Keys as they are stored: modifiers in the order Mod Alt Shift, then the key by its `KeyboardEvent.code` or name. Mod is Ctrl, on a Mac Cmd. */
export type Keys = string;

export type ProfileName = 'matecat' | 'phrase';

const matches = (modifiers: string): Partial<Record<Act, Keys[]>> =>
  Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`match.${n}`, [`${modifiers}+Digit${n}`]]));

const shared: Partial<Record<Act, Keys[]>> = {
  'segment.confirm': ['Mod+Enter'],
  'segment.undo': ['Mod+KeyZ'],
  'segment.redo': ['Mod+Shift+KeyZ', 'Mod+KeyY'],
  'segment.next': ['Mod+ArrowDown'],
  'segment.previous': ['Mod+ArrowUp'],
  'segment.no-break-space': ['Mod+Shift+Space'],
  'segment.next-finding': ['Alt+KeyF'],
  'segment.fix': ['Alt+Enter'],
  'segment.dismiss': ['Alt+Backspace'],
  'segment.term': ['Alt+KeyT'],
  'segment.history': ['Alt+KeyY'],
  'segment.reject': ['Alt+KeyR'],
  'segment.split': ['Alt+KeyS'],
  'segment.merge': ['Alt+KeyM'],
  'article.findings': ['Alt+KeyA'],
  'given.correct': ['Alt+KeyG'],
  preview: ['Alt+KeyP'],
  find: ['Mod+Alt+KeyF'],
  'code.1': ['Alt+KeyC'],
  palette: ['Mod+KeyK'],
  ...matches('Mod'),
};

/** What the keys do in the tools that people come from. */
export const profiles: Record<ProfileName, Partial<Record<Act, Keys[]>>> = {
  matecat: {
    ...shared,
    'segment.confirm-next-untranslated': ['Mod+Shift+Enter'],
    'segment.copy-source': ['Mod+KeyI'],
    'segment.comment': ['Mod+Shift+KeyC'],
    concordance: ['Alt+KeyK'],
    'key-map': ['Alt+KeyH', '?'],
  },
  phrase: {
    ...shared,
    'segment.unconfirm': ['Mod+Shift+Enter'],
    'segment.copy-source': ['Mod+Insert'],
    'segment.next-open': ['Mod+KeyG'],
    'segment.comment': ['Mod+Shift+KeyM'],
    concordance: ['F3'],
    'key-map': ['Alt+KeyH', '?'],
  },
};

const STORED = 'interlinear.keys';

/** A person's own keys: a profile, and what differs from it. */
export interface KeyWishes {
  profile: ProfileName;
  own: Partial<Record<Act, Keys[]>>;
}

export function readKeyWishes(): KeyWishes {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<KeyWishes>;
    return { profile: stored.profile === 'phrase' ? 'phrase' : 'matecat', own: stored.own ?? {} };
  } catch {
    return { profile: 'matecat', own: {} };
  }
}

export function storeKeyWishes(wishes: KeyWishes): void {
  localStorage.setItem(STORED, JSON.stringify(wishes));
}

/** The keys in force, by act. */
export function keysInForce({ profile, own }: KeyWishes): ReadonlyMap<Act, readonly Keys[]> {
  return new Map(Object.entries({ ...profiles[profile], ...own }) as [Act, Keys[]][]);
}

/** Acts that share keys: a remapping that would hide one of them says so. */
export function collisions(keys: ReadonlyMap<Act, readonly Keys[]>): [Keys, Act[]][] {
  const users = new Map<Keys, Act[]>();
  for (const [act, list] of keys) for (const one of list) users.set(one, [...(users.get(one) ?? []), act]);
  return [...users].filter(([, list]) => list.length > 1);
}
