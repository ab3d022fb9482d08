/**
 * Writes SentencePiece vocabularies: the protocol buffer `ModelProto` of github.com/google/sentencepiece
 * (src/sentencepiece_model.proto), a unigram model with byte fallback.
 */

/** Kinds of pieces, by their number in the format. */
const KINDS = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;

export interface Piece {
  text: string;
  /** Log probability: of two ways to cut a text, the one with the higher sum is taken. */
  score: number;
  kind: keyof typeof KINDS;
}

/** The vocabulary file; the first piece ends sentences, the second stands for what is unknown, as Marian wants it. */
export function vocabularyFile(pieces: Piece[]): Uint8Array {
  const trainer = [
    varint(3, 1),
    varint(4, pieces.length),
    varint(35, 1),
    varint(40, 1),
    varint(41, -1),
    varint(42, 0),
    varint(43, -1),
  ];
  // Texts are taken as they are (no character map), with the usual mark in front of the first word.
  const normalizer = [bytes(1, text('identity')), varint(3, 1), varint(4, 1), varint(5, 1)];
  return Buffer.concat([
    ...pieces.map((piece) =>
      bytes(1, Buffer.concat([bytes(1, text(piece.text)), float(2, piece.score), varint(3, KINDS[piece.kind])])),
    ),
    bytes(2, Buffer.concat(trainer)),
    bytes(3, Buffer.concat(normalizer)),
  ]);
}

function text(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}

/** A number in base 128, negative ones as 64 bits. */
function number(value: number): Buffer {
  const out: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  while (left > 127n) {
    out.push(Number(left & 127n) | 128);
    left >>= 7n;
  }
  out.push(Number(left));
  return Buffer.from(out);
}

function varint(field: number, value: number): Buffer {
  return Buffer.concat([number(field * 8), number(value)]);
}

function float(field: number, value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeFloatLE(value);
  return Buffer.concat([number(field * 8 + 5), four]);
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([number(field * 8 + 2), number(value.length), value]);
}
