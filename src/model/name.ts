/** Something that the names of an article say of one of them; a person decides. */
export interface NameDoubt {
  /** Half-open UTF-16 offsets in the text. */
  start: number;
  end: number;
  text: string;
  /**
   * `looks-like`: no table knows it, and it looks like a name that one knows. `variant`: the article spells the same name otherwise.
   * `order`: the article has the same words in another order (`region of Idlib`, `Idlib region`).
   */
  kind: 'looks-like' | 'variant' | 'order';
  /** The name it looks like, or what the article writes elsewhere. */
  other: string;
  suggestions: string[];
}
