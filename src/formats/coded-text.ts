import type { InlineCode } from '../model/article.ts';

/** Puts text and codes together as a reader meets them. */
export class CodedText {
  text = '';
  readonly codes: InlineCode[] = [];
  /** Codes whose other end has not come yet, by the id they share. */
  readonly #open = new Map<string, InlineCode>();

  add(text: string): void {
    this.text += text;
  }

  standalone(id: string, data: string): void {
    this.codes.push({ id: this.#unused(id), kind: 'standalone', at: this.text.length, data });
  }

  open(id: string, data: string): void {
    const code: InlineCode = { id: this.#unused(id), kind: 'open', at: this.text.length, data };
    this.codes.push(code);
    this.#open.set(id, code);
  }

  /** @param id the one that the opening code has, where it is in this text */
  close(id: string, data: string): void {
    const opening = this.#open.get(id);
    this.#open.delete(id);
    const code: InlineCode = { id: this.#unused(`/${id}`), kind: 'close', at: this.text.length, data };
    if (opening) {
      opening.pair = code.id;
      code.pair = opening.id;
    }
    this.codes.push(code);
  }

  /** Files repeat ids, or leave them out: two codes of a text never share one. */
  #unused(wanted: string): string {
    let id = wanted;
    for (let copy = 2; this.codes.some((code) => code.id === id); copy++) id = `${wanted}-${copy}`;
    return id;
  }
}
