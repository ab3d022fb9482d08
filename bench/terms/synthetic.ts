import type { Concept } from '../../src/model/term.ts';

/** A generator of numbers in [0, 1) by a seed (mulberry32, Tommy Ettinger, public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Concepts of a vocabulary, none twice: one in twenty a single word, half the others names of two words, the rest terms of two or three. */
export function syntheticConcepts(count: number, words: string[], seed: number): Concept[] {
  const random = seeded(seed);
  const word = () => words[Math.floor(random() * words.length)] as string;
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const texts = new Set<string>();
  while (texts.size < count) {
    const kind = random();
    if (kind < 0.05) texts.add(word());
    else if (kind < 0.5) texts.add(`${capital(word())} ${capital(word())}`);
    else if (kind < 0.8) texts.add(`${word()} ${word()}`);
    else texts.add(`${word()} ${word()} ${word()}`);
  }
  return [...texts].map((text, index): Concept => {
    const name = /^\p{Lu}/u.test(text);
    return {
      id: `c${index}`,
      origin: 'bench',
      terms: [{ language: 'fr', text, status: 'preferred', kind: name ? 'name' : 'term' }],
    };
  });
}

/**
 * Paragraphs of so many characters together: words of the vocabulary as Zipf's law has them, and a term of the glossary about every thirty
 * words, as in a news text.
 */
export function syntheticText(characters: number, words: string[], terms: string[], seed: number): string[] {
  const random = seeded(seed);
  const paragraphs: string[] = [];
  let total = 0;
  while (total < characters) {
    let paragraph = '';
    while (paragraph.length < 600) {
      const rank = Math.floor(words.length ** random()) - 1;
      const piece =
        random() < 1 / 30 ? terms[Math.floor(random() * terms.length)] : words[Math.min(rank, words.length - 1)];
      paragraph += `${paragraph === '' ? '' : random() < 0.1 ? ', ' : ' '}${piece}`;
    }
    paragraphs.push(`${paragraph}.`);
    total += paragraph.length + 1;
  }
  return paragraphs;
}
