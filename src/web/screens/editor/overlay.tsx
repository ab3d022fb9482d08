import { Approve } from './approve.tsx';
import { ArticleFindings } from './article-findings.tsx';
import { Concordance } from './concordance.tsx';
import { CorrectGiven } from './correct-given.tsx';
import { Dismiss } from './dismiss.tsx';
import type { OverlayProperties } from './overlay-properties.ts';
import { Preview } from './preview.tsx';
import { Publish } from './publish.tsx';
import { Reject } from './reject.tsx';
import { Replace } from './replace.tsx';
import { Split } from './split.tsx';
import { Withdraw } from './withdraw.tsx';

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
    case 'publish':
      return <Publish {...properties} />;
    case 'withdraw':
      return <Withdraw {...properties} />;
    case 'replace':
      return <Replace {...properties} />;
    case 'given':
      return <CorrectGiven {...properties} rows={opened.rows} />;
    case 'split':
      return <Split {...properties} segment={opened.segment} at={opened.at} />;
    case 'concordance':
      return (
        <Concordance
          phrase={opened.phrase}
          from={version.sourceLanguage}
          to={version.language}
          onInsert={(text) => {
            onClose();
            setTimeout(() => acts.insertWords(text), 0);
          }}
          onClose={onClose}
          key={article.id}
        />
      );
    default:
      return null;
  }
}
