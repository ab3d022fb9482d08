import { InterlinearError } from '../model/errors.ts';

/**
 * Bytes as text, piece by piece: UTF-8 unless a byte order mark says UTF-16.
 *
 * @throws InterlinearError `input.encoding` {encoding, byte}; `input.empty` where there is nothing but white space
 */
export async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let encoding = 'utf-8';
  let at = 0;
  let blank = true;
  const attempt = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder?.decode(bytes, { stream: true }) : decoder?.decode();
    } catch {
      throw new InterlinearError('input.encoding', { encoding, byte: at });
    }
  };
  for await (const bytes of pieces) {
    if (!decoder) {
      if (bytes[0] === 0xff && bytes[1] === 0xfe) encoding = 'utf-16le';
      else if (bytes[0] === 0xfe && bytes[1] === 0xff) encoding = 'utf-16be';
      decoder = new TextDecoder(encoding, { fatal: true });
    }
    const text = attempt(bytes);
    at += bytes.length;
    if (text) {
      blank &&= text.trim() === '';
      yield text;
    }
  }
  const rest = attempt();
  if (rest) yield rest;
  if (blank && !rest) throw new InterlinearError('input.empty');
}
