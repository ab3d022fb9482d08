import { useEffect } from 'react';
import type { EditorSegment, Span } from '../../api/segments.ts';
import { rangeIn, selectionIn } from './field.ts';
import type { SegmentStore } from './segment-store.ts';

const NAME = 'aligned';

/**
 * Marks the words of the source that the word at the caret stands for, and the other way round, where the engine told. Drawn by the browser
 * beside the page (CSS Custom Highlight API, Level 1): nothing in the field changes under the caret.
 */
export function useAlignedWords(store: SegmentStore): void {
  useEffect(() => {
    if (!('highlights' in CSS)) return;
    const look = () => {
      CSS.highlights.delete(NAME);
      const segment = store.active;
      if (!segment?.target.alignment?.length) return;
      const row = document.querySelector<HTMLElement>(`[data-segment="${CSS.escape(segment.id)}"]`);
      const source = row?.querySelector<HTMLElement>('.row-source');
      const target = row?.querySelector<HTMLElement>('.target-field');
      if (!source || !target) return;
      const ranges = (['source', 'target'] as const).flatMap((side) => {
        const here = selectionIn(side === 'source' ? source : target);
        if (!here) return [];
        const other = side === 'source' ? 'target' : 'source';
        const cell = side === 'source' ? target : source;
        return alignedWith(segment, side, here).flatMap((pair) => [
          rangeIn(cell, pair[other].start, pair[other].end),
          ...(here.start === here.end ? [] : [rangeIn(side === 'source' ? source : target, here.start, here.end)]),
        ]);
      });
      if (ranges.length > 0) CSS.highlights.set(NAME, new Highlight(...ranges));
    };
    document.addEventListener('selectionchange', look);
    return () => {
      document.removeEventListener('selectionchange', look);
      CSS.highlights.delete(NAME);
    };
  }, [store]);
}

/** The pairs of words that a caret or a selection in one of the two texts touches. */
export function alignedWith(
  { target }: Pick<EditorSegment, 'target'>,
  side: 'source' | 'target',
  { start, end }: Span,
): { source: Span; target: Span }[] {
  return (target.alignment ?? []).filter((pair) =>
    start === end
      ? pair[side].start <= start && pair[side].end >= start
      : pair[side].start < end && pair[side].end > start,
  );
}
