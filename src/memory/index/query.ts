import { type CodedText, NAME_BIT } from '../likeness.ts';
import { NAME, type Scan } from '../tokens.ts';
import { withRoom } from './growing.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A text that is looked for: its tokens as the vocabulary numbers them, and its elements. One object serves many queries. */
export class Query implements CodedText {
  start = 0;
  length = 0;
  facts = 0;
  high = 0;
  low = 0;
  /** Coded tokens. Those that the vocabulary lacks have its size as their number: no unit holds them. */
  tokens: Int32Array<ArrayBuffer> = new Int32Array(64);
  /** The same without the marks of names. */
  plain: Int32Array<ArrayBuffer> = new Int32Array(64);
  /** For each token its element, -1 where no unit holds it. */
  elements: Int32Array<ArrayBuffer> = new Int32Array(64);
  /** One more than the greatest number in `plain`. */
  vocabulary = 0;

  /** Takes over the text read last. @param codes hash of its codes, 0 without any */
  set(scan: Scan, vocabulary: Vocabulary, codes: number): void {
    const { count } = scan;
    this.length = count;
    this.facts = scan.facts;
    this.high = scan.high;
    this.low = (scan.low ^ codes) >>> 0;
    this.vocabulary = vocabulary.count + 1;
    this.tokens = withRoom(this.tokens, count);
    this.plain = withRoom(this.plain, count);
    this.elements = withRoom(this.elements, count);
    vocabulary.beginText();
    for (let at = 0; at < count; at += 1) {
      const found = vocabulary.find(scan, at);
      const token = found < 0 ? vocabulary.count : found;
      this.plain[at] = token;
      this.tokens[at] = scan.flags[at] === NAME ? token | NAME_BIT : token;
      this.elements[at] = found < 0 ? -1 : vocabulary.occurrence(found, false);
    }
  }
}
