/** Something that the names of an article say of one of them; a person decides. */
export interface NameDoubt {
  /** Half-open UTF-16 offsets in the text. */
  start: number;
  end: number;
  text: string;
  /**
   * `looks-like`: no table knows it, and it looks like a name that one knows. `variant`: the article spells the same name otherwise.
   * `order`: the article has the same words in another order (`region of Idlib`, `Idlib region`). How people and bodies are introduced:
   * `short-first`: a family name before the full name; `acronym-first`: an acronym before it is expanded; `unexpanded`: one that never is;
   * `expanded-again`: one that is expanded once more.
   */
  kind: 'looks-like' | 'variant' | 'order' | 'short-first' | 'acronym-first' | 'unexpanded' | 'expanded-again';
  /** The name it looks like, what the article writes elsewhere, or the name in full; for what is expanded again the acronym. */
  other: string;
  suggestions: string[];
}
