/** A rule for lines of page furniture, as a line of a desk's file states it. */
export interface FurnitureRow {
  /** `any` place, or only the `tail` of an article: after the last paragraph of the story, or beside other furniture. */
  where: 'any' | 'tail';
  /** A regular expression for the whole line, in any case; the head of furniture.tsv explains it. */
  pattern: string;
}
