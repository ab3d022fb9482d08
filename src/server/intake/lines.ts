import { InterlinearError } from '../../model/errors.ts';

/**
 * Cuts a stream of bytes into lines (LF or CRLF), without holding more than one of them.
 *
 * @throws InterlinearError `submission.line-too-long` {line, limit} for one that is longer than `longest` bytes
 */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let line = 1;
  const hold = (piece: Uint8Array) => {
    held += piece.length;
    if (held > longest)
      throw new InterlinearError('submission.line-too-long', { line, limit: Math.floor(longest / 1e6) });
    if (piece.length > 0) pieces.push(piece);
  };
  const cut = () => {
    const whole = Buffer.concat(pieces);
    pieces = [];
    held = 0;
    line++;
    return whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole;
  };
  for await (const piece of bytes) {
    let from = 0;
    for (let at = piece.indexOf(0x0a); at >= 0; at = piece.indexOf(0x0a, from)) {
      hold(piece.subarray(from, at));
      yield cut();
      from = at + 1;
    }
    hold(piece.subarray(from));
  }
  if (held > 0) yield cut();
}
