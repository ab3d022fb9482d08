import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Article, Page } from '../../api/articles.ts';
import { Problem, request } from '../../api/client.ts';
import { type EditorSegment, segmentAddress } from '../../api/segments.ts';

interface Properties {
  segment: EditorSegment;
  article: Article;
  language: string;
  writes: boolean;
}

/** What people said of the segment, and what became of it: filled in once the review has its routes. */
export function SegmentTalk(_properties: Properties) {
  return null;
}
