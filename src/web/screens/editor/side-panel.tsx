import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/articles.ts';
import type { EditorSegment, Version } from '../../api/segments.ts';
import { CorrectionList } from './correction-list.tsx';
import { DismissedList } from './dismissed-list.tsx';
import { FindingList } from './finding-list.tsx';
import { MatchList } from './match-list.tsx';
import type { Opened, SegmentActs } from './segment-acts.ts';
import { originOf } from './segment-row.tsx';
import { SegmentTalk } from './segment-talk.tsx';

interface Properties {
  segment: EditorSegment;
  article: Article;
  version: Version;
  acts: SegmentActs;
  writes: boolean;
  reviews: boolean;
  open(what: Opened): void;
  /** Reads a segment anew. */
  renew(id: string): Promise<void>;
}

/** What helps with the active segment: what was found, terms and names, matches, where the text comes from, what people said of it. */
export function SidePanel({ segment, article, version, acts, writes, reviews, open, renew }: Properties) {
  const { t } = useTranslation();
  const { target } = segment;
  const { language } = version;
  const origin = originOf(segment);
  return (
    <aside className="side" aria-label={t('side')}>
      <h2>{t('side.findings')}</h2>
      {segment.findings.length === 0 ? <p className="empty">{t('side.no-findings')}</p> : null}
      <FindingList
        findings={segment.findings}
        onFix={writes ? acts.fix : undefined}
        onDismiss={reviews ? (finding) => open({ kind: 'dismiss', finding }) : undefined}
      />
      {segment.dismissed?.length ? (
        <DismissedList
          findings={segment.dismissed}
          article={article.id}
          onRestored={reviews ? () => renew(segment.id) : undefined}
        />
      ) : null}
      <MatchList segment={segment} version={version} onInsert={writes ? acts.insertMatch : undefined} />
      {version.kind === 'given' ? (
        <>
          <h2>{t('side.changes')}</h2>
          <CorrectionList segment={segment} language={language} onTakeBack={writes ? acts.put : undefined} />
        </>
      ) : null}
      <h2>{t('side.origin')}</h2>
      <p className="origin-line">
        {origin ? t(`origin.${origin.kind}`) : t(target.text ? 'origin.human' : 'editor.untranslated')}
        {target.engine && target.origin === 'mt' ? (
          <>
            {' · '}
            <bdi>{target.engine}</bdi>
          </>
        ) : null}
        {target.confirmedBy ? (
          <>
            {' · '}
            <bdi>{target.confirmedByName ?? target.confirmedBy}</bdi>
          </>
        ) : null}
        {target.route ? (
          <>
            {' · '}
            <bdi dir="ltr">{target.route}</bdi>
          </>
        ) : null}
      </p>
      {version.kind === 'target' ? (
        <SegmentTalk key={segment.id} segment={segment} article={article} language={language} writes={writes} />
      ) : null}
    </aside>
  );
}
