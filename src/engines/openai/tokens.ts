import type { TokenPrice } from '../../model/engine-limits.ts';
import type { LanguageTag } from '../../model/language.ts';
import type { EngineRequest } from '../../model/ports.ts';
import { property } from '../reply.ts';
import { instructions, question } from './prompt.ts';

/** Tokens of one or several calls. */
export interface Tokens {
  sent: number;
  received: number;
}

/**
 * Characters that make a token, as a rule of thumb that errs on the high side: models have 3.5 to 4.5 letters of a Latin script in one, two to
 * three of others, and about one ideograph.
 */
const LATIN = 3.5;
const OTHER = 2;

/** What a message and one entry of the answer take besides their texts. */
const FRAME = 12;

/** Segments that share the instructions, of the sixteen that a full call has. */
const SHARING = 8;

/** Characters of a sentence in the news. */
const SENTENCE = 140;

/** How many tokens a text will be, about. */
export function tokensIn(text: string): number {
  const ideographs =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  const others = (text.match(/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/gu)?.length ?? 0) - ideographs;
  return Math.ceil((text.length - others - ideographs) / LATIN + others / OTHER + ideographs);
}

/** How many tokens each segment of a request will take, about, before anybody is asked. */
export function expectedTokens({ from, to, segments, style }: EngineRequest): Tokens[] {
  const shared = (tokensIn(instructions) + FRAME) / SHARING;
  return segments.map((segment) => ({
    sent: shared + tokensIn(question({ from, to, segments: [segment], ...(style ? { style } : {}) })),
    received: FRAME + Math.ceil(segment.text.length / charactersIn(to)),
  }));
}

/** What a reply says of the tokens of its call (`usage`); where it says nothing, they are counted as expected. */
export function tokensOf(reply: unknown, sent: string[], received: string): Tokens {
  const count = (name: string) => {
    const tokens = property(reply, 'usage', name);
    return typeof tokens === 'number' && Number.isFinite(tokens) && tokens >= 0 ? tokens : undefined;
  };
  return {
    sent: count('prompt_tokens') ?? sent.reduce((sum, text) => sum + tokensIn(text) + FRAME, 0),
    received: count('completion_tokens') ?? tokensIn(received),
  };
}

/** Money for tokens. */
export function costOf(tokens: Tokens, price: TokenPrice): number {
  return (tokens.sent * price.sent + tokens.received * price.received) / 1e6;
}

/** What a million characters cost, about: those of sentences of usual length, each with a share of the instructions. */
export function characterPriceOf(price: TokenPrice): number {
  const text = 'x'.repeat(SENTENCE);
  const [tokens] = expectedTokens({ from: 'en', to: 'es', segments: [{ text, codes: [], terms: [] }] });
  return tokens ? (costOf(tokens, price) / SENTENCE) * 1e6 : 0;
}

/** Characters of the source that stand behind a token of a translation; translations are up to a fifth longer than their sources. */
function charactersIn(to: LanguageTag): number {
  return (isLatin(to) ? LATIN : OTHER) / 1.2;
}

function isLatin(tag: LanguageTag): boolean {
  return new Intl.Locale(tag).maximize().script === 'Latn';
}
