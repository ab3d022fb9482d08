/** What stands where Backspace or Delete goes. */
export interface Place {
  /** Whether a chip is next to the caret. */
  beside: boolean;
  /** Whether chips are selected, and nothing but them. */
  chosen: boolean;
}

/**
 * What a key that deletes does at a chip: the first one chooses it, the second removes it. A key that is held down, on its way through the
 * text, comes as far as the choice: removing takes a press of its own.
 *
 * @param held whether the key repeats because it is held down
 * @returns `text` where the browser deletes as ever
 */
export function deletes({ beside, chosen }: Place, held: boolean): 'choose' | 'remove' | 'nothing' | 'text' {
  if (beside) return 'choose';
  if (!chosen) return 'text';
  return held ? 'nothing' : 'remove';
}
