import type { Article } from '../../api/articles.ts';
import type { EditorSegment, Version } from '../../api/segments.ts';
import { Approve } from './approve.tsx';
import { ArticleFindings } from './article-findings.tsx';
import { Concordance } from './concordance.tsx';
import { Dismiss } from './dismiss.tsx';
import { Preview } from './preview.tsx';
import { Reject } from './reject.tsx';
import { Replace } from './replace.tsx';
import type { Saving } from './saving.ts';
import type { Opened, SegmentActs } from './segment-acts.ts';
import type { SegmentStore } from './segment-store.ts';

export interface OverlayProperties {
  opened: Opened;
  article: Article;
  version: Version;
  store: SegmentStore;
  saving: Saving;
  acts: SegmentActs;
  onGo(segment: EditorSegment | undefined): void;
  onClose(): void;
}

/** What is open over the table. */
export function Overlay(properties: OverlayProperties) {
  const { opened, article, version, acts, onClose } = properties;
  switch (opened.kind) {
    case 'dismiss':
      return <Dismiss {...properties} finding={opened.finding} />;
    case 'findings':
      return <ArticleFindings {...properties} />;
    case 'preview':
      return <Preview {...properties} />;
    case 'reject':
      return <Reject {...properties} />;
    case 'approve':
      return <Approve {...properties} />;
    case 'replace':
      return <Replace {...properties} />;
    case 'concordance':
      return (
        <Concordance
          phrase={opened.phrase}
          from={version.sourceLanguage}
          to={version.language}
          onInsert={(text) => {
            onClose();
            setTimeout(() => acts.insertTerm(text), 0);
          }}
          onClose={onClose}
          key={article.id}
        />
      );
    default:
      return null;
  }
}
