import type { Rewrite } from '../../../src/formats/format.ts';
import { html } from '../../../src/formats/html/html.ts';
import type { Block, Document } from '../../../src/model/article.ts';

/** A page as a document in a language, each block in the language that the markup states for it. */
export function documentOf(input: string, language = 'en'): Document {
  const blocks = html.read(input).map((block): Block => ({ language: 'und', ...block, role: block.hint ?? 'body' }));
  return { format: 'html', encoding: 'utf-8', bom: false, input, language, blocks, segments: [] };
}

/** The page with a new text for some blocks, by their texts: `null` leaves one out. */
export function rewritten(input: string, texts: Record<string, string | null>, languages = ['en', 'en']): string {
  const document = documentOf(input, languages[0]);
  const rewrites = document.blocks.map((block): Rewrite => {
    const text = texts[block.text];
    return text ? { text, codes: block.codes } : (text as null | undefined);
  });
  return html.write(document, rewrites, languages[1] ?? 'en');
}
