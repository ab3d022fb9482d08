import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/articles.ts';
import type { Version } from '../../api/segments.ts';
import { languageName } from '../../language/names.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { Saving } from './saving.ts';
import type { Segmentation } from './segmentation.ts';

interface Properties {
  article: Article;
  version: Version;
  saving: Saving;
  segmentation: Segmentation;
  /** The revision of the article that came while it was open here. */
  revision: number | undefined;
  onConfirm(more: Record<string, unknown>): void;
  go(id: string): void;
}

/** What has to be known before the work, and what stands in its way. */
export function Banners({ article, version, saving, segmentation, revision, onConfirm, go }: Properties) {
  const { t, i18n } = useTranslation();
  const { refusal, propagated } = saving;
  const undo = useMutation({ mutationFn: saving.undoPropagation });
  const withoutSource = article.source === null && article.original !== null && article.original.evidence !== 'unknown';
  return (
    <>
      {revision === undefined ? null : (
        <p className="note note-warning note-line" role="status">
          {t('editor.revised', { revision })}
          <button type="button" className="button" onClick={() => window.location.reload()}>
            {t('editor.revised-load')}
          </button>
          <Link to="/articles/$article/changes" params={{ article: article.id }}>
            {t('editor.revised-see')}
          </Link>
        </p>
      )}
      {withoutSource ? (
        <p className="note note-warning">
          {t('editor.no-source', { language: languageName(version.sourceLanguage, i18n.language) })}
        </p>
      ) : null}
      {version.kind === 'given' ? (
        <p className="note">{t(article.source ? 'editor.given-beside' : 'editor.given')}</p>
      ) : null}
      {refusal ? <Refusal key={refusal.draft.at} saving={saving} onConfirm={onConfirm} go={go} /> : null}
      {propagated ? (
        <p className="note note-line">
          {t('editor.propagated', { count: propagated.count })}
          <button type="button" className="button" onClick={() => undo.mutate()} disabled={undo.isPending}>
            {t('editor.undo')}
          </button>
          <button type="button" className="button quiet" onClick={saving.forget}>
            {t('close')}
          </button>
        </p>
      ) : null}
      {undo.error ? <ProblemNote error={undo.error} /> : null}
      {segmentation.last ? (
        <p className="note note-line">
          {t(segmentation.last.act === 'split' ? 'segmentation.was-split' : 'segmentation.was-merged')}{' '}
          {segmentation.last.reopened.length > 0
            ? t('segmentation.reopened', {
                languages: new Intl.ListFormat(i18n.language).format(
                  segmentation.last.reopened.map((tag) => languageName(tag, i18n.language)),
                ),
              })
            : ''}
          <button type="button" className="button" onClick={() => void segmentation.undo()}>
            {t('editor.undo')}
          </button>
          <button type="button" className="button quiet" onClick={segmentation.forget}>
            {t('close')}
          </button>
        </p>
      ) : null}
      {segmentation.problem ? (
        <div className="note-line">
          <ProblemNote error={segmentation.problem} />
          <button type="button" className="button quiet" onClick={segmentation.forget}>
            {t('close')}
          </button>
        </div>
      ) : null}
    </>
  );
}

/** Why the service did not take it; where findings stand in the way of the last word, how they can be let pass. */
function Refusal({ saving, onConfirm, go }: Pick<Properties, 'saving' | 'onConfirm' | 'go'>) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { refusal } = saving;
  if (!refusal) return null;
  const { problem, draft } = refusal;
  const again = (more: Record<string, unknown>) => {
    go(draft.address.split('/').at(-1) ?? '');
    // The row has to be the active one again first.
    setTimeout(() => onConfirm(more), 50);
  };
  return (
    <div className="note note-error" role="alert">
      <strong>{problem.message || t('problem.unexpected')}</strong> {problem.detail}
      <div className="note-line">
        {problem.code === 'review.warnings' ? (
          <button type="button" className="button" onClick={() => again({ acknowledge: true })}>
            {t('approve.acknowledge')}
          </button>
        ) : null}
        {problem.code === 'review.errors' ? (
          <form
            className="note-line"
            onSubmit={(event) => {
              event.preventDefault();
              again({ override: { reason } });
            }}
          >
            <input
              aria-label={t('approve.reason')}
              placeholder={t('approve.reason')}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <button type="submit" className="button danger">
              {t('approve.override')}
            </button>
          </form>
        ) : null}
        <button type="button" className="button quiet" onClick={saving.forget}>
          {t('close')}
        </button>
      </div>
    </div>
  );
}
