/** Questions that are kept, in UTF-16 units: most sentences have a tenth of it. */
const LONGEST = 2000;

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
