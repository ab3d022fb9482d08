import type { Keys } from './profiles.ts';

export const onMac: boolean = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of an event as they are stored. Letters and digits go by place (`code`), so that an Arabic keyboard has the same keys. */
export function keysOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): Keys {
  // A sign that stands for itself, such as the question mark, whatever it takes to type it.
  if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey) return '?';
  const mod = onMac ? event.metaKey : event.ctrlKey;
  const name = /^(Key|Digit|Numpad)/.test(event.code) || event.code === 'Space' ? event.code : event.key;
  return [mod ? 'Mod' : '', event.altKey ? 'Alt' : '', event.shiftKey ? 'Shift' : '', name].filter(Boolean).join('+');
}

const shown: Record<string, string> = {
  Mod: onMac ? '⌘' : 'Ctrl',
  Alt: onMac ? '⌥' : 'Alt',
  Shift: onMac ? '⇧' : 'Shift',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: onMac ? '↩' : 'Enter',
  Backspace: onMac ? '⌫' : 'Backspace',
};

/** Keys for people: `Ctrl+Enter`, on a Mac `⌘↩`. */
export function keysForPeople(keys: Keys): string {
  const parts = keys.split('+').map((part) => shown[part] ?? part.replace(/^(Key|Digit)/, ''));
  return parts.join(onMac ? '' : '+');
}
