/** Questions that are kept, in UTF-16 units: most sentences have a tenth of it. */
export const LONGEST = 2000;

/**
 * Answers of a pure function by their questions: many stages ask the same of one text, one after the other. Of more than `limit` answers the
 * oldest gives way, and questions about long texts are answered without being kept: what is kept stays small. Whoever takes an answer treats it
 * as unchangeable.
 */
export class Kept<Answer> {
  readonly #answers = new Map<string, { answer: Answer }>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The answer to a question, worked out the first time. */
  get(question: string, workOut: () => Answer): Answer {
    const known = this.#answers.get(question);
    if (known) return known.answer;
    const answer = workOut();
    if (question.length > LONGEST) return answer;
    if (this.#answers.size >= this.#limit) this.#answers.delete(this.#answers.keys().next().value as string);
    this.#answers.set(question, { answer });
    return answer;
  }
}

/** Kinds of question that are told apart, such as languages; tags come from outside, and there is no end of them. */
const KINDS = 64;

/** Answers to questions about a text that depend on one thing more: a text asked about once more is found without writing out anything. */
export class KeptByKind<Answer> {
  readonly #byKind = new Map<string, Kept<Answer>>();
  readonly #limit: number;

  /** @param limit of the answers to each kind of question */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The answer to a question of a kind, worked out the first time. */
  get(kind: string, question: string, workOut: () => Answer): Answer {
    let kept = this.#byKind.get(kind);
    if (!kept) {
      if (this.#byKind.size >= KINDS) this.#byKind.clear();
      kept = new Kept(this.#limit);
      this.#byKind.set(kind, kept);
    }
    return kept.get(question, workOut);
  }
}
