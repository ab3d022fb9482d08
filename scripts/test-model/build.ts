/**
 * Builds a TEST MODEL: a tiny transformer whose weights are a word-for-word dictionary. It is a valid Marian model that the real engine
 * loads and runs, so that loading, batching, markup, pivots and faults can be tried where no trained model is at hand. It does not
 * translate: no sentence it makes is fit for readers.
 *
 * How it works. The encoder hands every word on as it is: its embedding is the code of its translation, and Marian adds the sinusoids of
 * its position. The decoder's query is its own position, so that at step t it looks at word t; what it finds there, strengthened, is
 * compared with the codes of all target words. One word in, one word out, up to the end of the sentence.
 */
import { createHash } from 'node:crypto';
import { configuration, floats, type Item, matrix, modelFile, shortlistFile } from './marian.ts';
import { type Piece, vocabularyFile } from './sentencepiece.ts';

/** The three files of a model, unpacked. */
export interface TestModel {
  model: Uint8Array;
  lexicalShortlist: Uint8Array;
  vocab: Uint8Array;
}

/** Width of the network; and of its filter, which does nothing. */
const WIDTH = 256;
const HALF = WIDTH / 2;

/** Sinusoids up to this one turn fast enough to tell positions apart; from `SLOW` on they hardly move, and words are written there. */
const FAST = 48;
const SLOW = 64;

/** Strength of a word in its embedding, of the attention, and of what was looked up against the word before. */
const WORD = 0.25;
const ATTENTION = 64;
const LOOKUP = 6;

/**
 * @param dictionary words and their translations, one word each; capitalised forms are added. Other words are spelled as they stand.
 * @param options `layers`: how many encoder layers, which cost time as those of trained models do and change nothing
 */
export function buildTestModel(dictionary: Record<string, string>, options: { layers?: number } = {}): TestModel {
  const layers = options.layers ?? 1;
  const words = new Map<string, string>();
  for (const [from, to] of Object.entries(dictionary)) {
    words.set(capitalised(from), capitalised(to));
    words.set(from, to);
  }
  const pieces = piecesOf(words);
  const ids = new Map(pieces.map((piece, id) => [piece.text, id]));
  const translated = pieces.map((piece, id) => {
    const target = piece.kind === 'normal' && piece.text.startsWith(SPACE) ? words.get(piece.text.slice(1)) : undefined;
    return target === undefined ? id : (ids.get(SPACE + target) as number);
  });

  const codes = pieces.map((_, id) => codeOf(id));
  const at = (id: number, dimension: number) => codes[id]?.[dimension] ?? 0;
  const items: Item[] = [
    configuration({
      type: 'transformer',
      version: 'interlinear-test-model',
      'dim-vocabs': [pieces.length, pieces.length],
      'dim-emb': WIDTH,
      'enc-depth': layers,
      'dec-depth': 1,
      'dec-cell': 'ssru',
      'transformer-heads': 1,
      'transformer-dim-ffn': WIDTH,
      'transformer-ffn-depth': 2,
      'transformer-ffn-activation': 'relu',
      'transformer-decoder-autoreg': 'rnn',
      'transformer-preprocess': '',
      'transformer-postprocess': 'da',
      'transformer-postprocess-emb': 'd',
      'transformer-no-projection': false,
      'tied-embeddings': true,
      'tied-embeddings-all': false,
      'tied-embeddings-src': false,
      'layer-normalization': false,
      'output-omit-bias': false,
    }),
    matrix('encoder_Wemb', pieces.length, WIDTH, (row, column) => WORD * at(translated[row] as number, column)),
    matrix('decoder_Wemb', pieces.length, WIDTH, (row, column) => WORD * at(row, column)),
    floats(
      'decoder_ff_logit_out_b',
      pieces.map((piece) => (piece.kind === 'unknown' ? -1000 : 0)),
    ),
  ];
  for (let layer = 1; layer <= layers; layer++) {
    items.push(...attention(`encoder_l${layer}_self`, 0, 0), ...filter(`encoder_l${layer}_ffn`));
  }
  items.push(
    square('decoder_l1_rnn_W', () => 0),
    square('decoder_l1_rnn_Wf', () => 0),
    floats('decoder_l1_rnn_bf', zeros()),
    ...attention('decoder_l1_context', ATTENTION, LOOKUP),
    ...filter('decoder_l1_ffn'),
  );
  return {
    model: modelFile(items),
    lexicalShortlist: shortlistFile(
      translated.map((id) => [id]),
      8,
    ),
    vocab: vocabularyFile(pieces),
  };
}

/** SentencePiece's mark of a space. */
const SPACE = '▁';

/** Ends of sentences, bytes, marks and letters, words of both languages; a multiple of eight, which the engine's arithmetic needs. */
function piecesOf(words: Map<string, string>): Piece[] {
  const pieces: Piece[] = [
    { text: '</s>', score: 0, kind: 'control' },
    { text: '<unk>', score: 0, kind: 'unknown' },
  ];
  for (let byte = 0; byte < 256; byte++) {
    pieces.push({ text: `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, score: -20, kind: 'byte' });
  }
  const letters = [SPACE];
  for (let code = 0x21; code < 0x7f; code++) letters.push(String.fromCodePoint(code));
  for (let code = 0xa1; code < 0x180; code++) letters.push(String.fromCodePoint(code));
  for (const letter of letters) pieces.push({ text: letter, score: -10, kind: 'normal' });
  const whole = new Set([...words.keys(), ...words.values()].map((word) => SPACE + word));
  for (const text of whole) pieces.push({ text, score: -1, kind: 'normal' });
  for (let filler = 0; pieces.length % 8 !== 0; filler++)
    pieces.push({ text: `${SPACE}unused${filler}`, score: -30, kind: 'normal' });
  return pieces;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The code of a word: plus and minus one in the dimensions of words, drawn from a hash, and so nearly at right angles to all others. */
function codeOf(id: number): number[] {
  const code = zeros();
  const drawn = Buffer.concat([0, 1].map((part) => createHash('sha256').update(`${id}/${part}`).digest()));
  for (let bit = 0; bit < 2 * (HALF - SLOW); bit++) {
    const dimension = bit < HALF - SLOW ? SLOW + bit : HALF + bit;
    code[dimension] = ((drawn[bit >> 3] as number) >> (bit & 7)) & 1 ? 1 : -1;
  }
  return code;
}

/** Attention by position: queries and keys are the fast sinusoids, values the words. */
function attention(prefix: string, strength: number, lookup: number): Item[] {
  const position = (dimension: number) => dimension % HALF <= FAST;
  const word = (dimension: number) => dimension % HALF >= SLOW;
  return [
    square(`${prefix}_Wq`, (dimension) => (position(dimension) ? strength : 0)),
    floats(`${prefix}_bq`, zeros()),
    square(`${prefix}_Wk`, (dimension) => (position(dimension) ? 1 : 0)),
    floats(`${prefix}_bk`, zeros()),
    square(`${prefix}_Wv`, (dimension) => (word(dimension) ? 1 : 0)),
    floats(`${prefix}_bv`, zeros()),
    square(`${prefix}_Wo`, (dimension) => (word(dimension) ? lookup : 0)),
    floats(`${prefix}_bo`, zeros()),
  ];
}

/** A filter that adds nothing. */
function filter(prefix: string): Item[] {
  return ['1', '2'].flatMap((layer) => [
    square(`${prefix}_W${layer}`, () => 0),
    floats(`${prefix}_b${layer}`, zeros()),
  ]);
}

/** A matrix that scales each dimension and mixes none. */
function square(name: string, scale: (dimension: number) => number): Item {
  return matrix(name, WIDTH, WIDTH, (row, column) => (row === column ? scale(row) : 0));
}

function zeros(): number[] {
  return new Array<number>(WIDTH).fill(0);
}
