import type { DocumentTexts, SegmentRow, TextRow, VersionHead } from '../storage/article-segments.ts';

/**
 * The rows of the version that came with the article: one a bead, its segments joined. They are there to read; the delivered text itself is
 * never written over.
 */
export function givenRows({ beads, sourceLanguage, language }: VersionHead, texts: DocumentTexts): SegmentRow[] {
  return beads.map((bead, ordinal) => {
    const source = texts.at('source', bead.source);
    const target = texts.at('delivered', bead.target);
    const [first] = target.length > 0 ? target : source;
    const given = joined(target);
    return {
      id: first?.id ?? '',
      ordinal,
      role: first?.role ?? 'body',
      language: source[0]?.language ?? sourceLanguage,
      text: joined(source)?.text ?? '',
      codes: source.length === 1 ? (source[0]?.codes ?? []) : [],
      target:
        given === null
          ? null
          : {
              text: given.text,
              codes: target.length === 1 ? (target[0]?.codes ?? []) : [],
              state: 'translated',
              subState: 'interlinear:given',
              origin: 'given',
              route: `${sourceLanguage}>${language}`,
              version: 0,
              updatedAt: new Date(0),
            },
    };
  });
}

/** Segments as one text, as pairs have them. */
function joined(rows: TextRow[]): { text: string; language: string } | null {
  const [first] = rows;
  if (!first) return null;
  const text = rows.map((row, index) => row.text + (rows[index + 1] ? row.after || ' ' : '')).join('');
  return { text, language: first.language };
}
