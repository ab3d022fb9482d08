import type { Article } from '../../api/articles.ts';
import type { EditorSegment, Version } from '../../api/segments.ts';
import type { Saving } from './saving.ts';
import type { Opened, SegmentActs } from './segment-acts.ts';
import type { SegmentStore } from './segment-store.ts';
import type { Segmentation } from './segmentation.ts';

/** What stands over the table knows of it. */
export interface OverlayProperties {
  opened: Opened;
  article: Article;
  version: Version;
  store: SegmentStore;
  saving: Saving;
  segmentation: Segmentation;
  acts: SegmentActs;
  onGo(segment: EditorSegment | undefined): void;
  onClose(): void;
}
