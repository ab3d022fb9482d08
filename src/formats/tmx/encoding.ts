import { InterlinearError } from '../../model/errors.ts';

const HEAD = 1024;

/**
 * Finds out how the bytes of an XML file are encoded, whatever its declaration says: files are converted and keep the old one. Feed it
 * all bytes, piece by piece; it keeps only the first of them.
 */
export class EncodingScan {
  #head = new Uint8Array(0);
  #read = 0;
  /** Where the first byte that is no UTF-8 stands, at the earliest. */
  #broken: number | undefined;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });

  write(bytes: Uint8Array): void {
    if (this.#head.length < HEAD) this.#head = Buffer.concat([this.#head, bytes.subarray(0, HEAD - this.#head.length)]);
    if (this.#broken === undefined)
      try {
        this.#utf8.decode(bytes, { stream: true });
      } catch {
        this.#broken = this.#read;
      }
    this.#read += bytes.length;
  }

  /**
   * The WHATWG name of the encoding: what the byte order mark or the first characters show; UTF-8 where all bytes are; else what is
   * declared.
   *
   * @throws InterlinearError `input.encoding` {encoding, byte} where the bytes are not what the declaration says
   */
  result(): string {
    const [a, b, c] = this.#head;
    if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
    if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
    if (this.#broken === undefined)
      try {
        this.#utf8.decode();
        return 'utf-8';
      } catch {
        // The file ends inside a character. What was declared may still fit.
        this.#broken = this.#read - 1;
      }
    const declared = /^[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(new TextDecoder('latin1').decode(this.#head))?.[1];
    const encoding = declared ?? 'utf-8';
    const marked = a === 0xef && b === 0xbb && c === 0xbf;
    try {
      // One byte is always a character of an encoding of single bytes; the others would be noticed while reading.
      const { encoding: name } = new TextDecoder(encoding, { fatal: true });
      if (!marked && !name.startsWith('utf-')) return name;
    } catch {
      // An encoding that nobody knows.
    }
    throw new InterlinearError('input.encoding', { encoding, byte: this.#broken });
  }
}
