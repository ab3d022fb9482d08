import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { Article, Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useNames } from '../../api/colleagues.ts';
import { type EditorSegment, segmentAddress } from '../../api/segments.ts';
import { dayAndTime } from '../../language/time.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Changes } from './changes.tsx';

interface Properties {
  segment: EditorSegment;
  article: Article;
  language: string;
  writes: boolean;
}

interface Annotation {
  id: string;
  kind: 'comment' | 'rejection' | 'override';
  text: string;
  category: string | null;
  severity: string | null;
  actor: string;
  actorName?: string | null;
  at: string;
  resolvedAt: string | null;
}

interface Change {
  version: number;
  act: string;
  actor: string | null;
  actorName: string | null;
  reason: string | null;
  at: string;
  text: string | null;
  engine: string | null;
}

/** Where a key finds the field for a comment, and the history. */
export const COMMENT = 'comment-field';
export const HISTORY = 'segment-history';

/** What people said of the segment, and what became of it: who changed what, beside the text before. */
export function SegmentTalk({ segment, article, language, writes }: Properties) {
  return (
    <>
      <Comments segment={segment} article={article} language={language} writes={writes} />
      <History segment={segment} article={article} language={language} />
    </>
  );
}

function Comments({ segment, article, language, writes }: Properties) {
  const { t, i18n } = useTranslation();
  const nameOf = useNames();
  const queries = useQueryClient();
  const field = useId();
  const key = ['annotations', article.id, language, segment.id];
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      request<Page<Annotation>>('GET', `/v1/articles/${article.id}/annotations`, {
        query: { segment: segment.id, language, limit: 100 },
        signal,
      }),
  });
  const again = () => queries.invalidateQueries({ queryKey: key });
  const say = useMutation({
    mutationFn: (text: string) =>
      request('POST', `/v1/articles/${article.id}/comments`, { body: { text, segment: segment.id, language } }),
    onSuccess: again,
  });
  const resolve = useMutation({
    mutationFn: ({ id, resolvedAt }: Annotation) =>
      request('PATCH', `/v1/articles/${article.id}/comments/${id}`, { body: { resolved: resolvedAt === null } }),
    onSuccess: again,
  });
  return (
    <>
      <h2>{t('talk.title')}</h2>
      {error ? <ProblemNote error={error} /> : null}
      <ul className="talk">
        {(data?.items ?? []).map((one) => (
          <li key={one.id} className={one.resolvedAt ? 'resolved' : ''}>
            <p className="soft">
              <bdi>{one.actorName ?? nameOf(one.actor)}</bdi> ·{' '}
              <time dateTime={one.at}>{dayAndTime(one.at, i18n.language)}</time>
              {one.kind === 'comment' ? '' : ` · ${t(`talk.${one.kind}`)}`}
              {one.severity ? ` · ${t(`mqm.${one.severity}`)}` : ''}
            </p>
            <p dir="auto">{one.text}</p>
            {writes && one.kind === 'comment' ? (
              <button type="button" className="button small quiet" onClick={() => resolve.mutate(one)}>
                {t(one.resolvedAt ? 'talk.reopen' : 'talk.resolve')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {writes ? (
        <form
          className="stacked"
          onSubmit={(event) => {
            event.preventDefault();
            const form = event.currentTarget;
            say.mutate(String(new FormData(form).get('text')), { onSuccess: () => form.reset() });
          }}
        >
          <label htmlFor={field} className="heard">
            {t('talk.say')}
          </label>
          <textarea
            id={field}
            className={COMMENT}
            name="text"
            required
            maxLength={10_000}
            rows={2}
            dir="auto"
            placeholder={t('talk.say')}
            // Back to the text, from where one came with a key.
            onKeyDown={(event) => {
              if (event.key === 'Escape') document.getElementById(`target-${segment.id}`)?.focus();
            }}
          />
          <button type="submit" className="button small" disabled={say.isPending}>
            {t('talk.send')}
          </button>
        </form>
      ) : null}
      {say.error ? <ProblemNote error={say.error} /> : null}
    </>
  );
}

function History({ segment, article, language }: Omit<Properties, 'writes'>) {
  const { t, i18n } = useTranslation();
  const nameOf = useNames();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['history', article.id, language, segment.id, segment.target.version],
    // A version that was replaced is not looked at again.
    gcTime: 0,
    enabled: open,
    queryFn: ({ signal }) =>
      request<Page<Change>>('GET', `${segmentAddress(article.id, language, segment.id)}/history`, { signal }),
  });
  const changes = data?.items ?? [];
  const [against, setAgainst] = useState<'previous' | 'machine'>('previous');
  const machine = changes.find(({ act, text }) => act === 'machine' && text !== null)?.text;
  const before = (index: number) =>
    (against === 'machine' ? machine : changes[index + 1]?.text) ?? changes[index]?.text ?? '';
  return (
    <details className={HISTORY} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('history.title')}</summary>
      {error ? <ProblemNote error={error} /> : null}
      {machine !== undefined && changes.length > 1 ? (
        <select
          aria-label={t('history.against')}
          value={against}
          onChange={(event) => setAgainst(event.currentTarget.value as typeof against)}
        >
          <option value="previous">{t('history.against-previous')}</option>
          <option value="machine">{t('history.against-machine')}</option>
        </select>
      ) : null}
      <ol className="talk">
        {changes.map((change, index) => (
          <li key={`${change.version} ${change.at}`}>
            <p className="soft">
              {t(`history.${change.act}`)} ·{' '}
              <bdi>{change.actorName ?? (change.actor ? nameOf(change.actor) : (change.engine ?? ''))}</bdi> ·{' '}
              <time dateTime={change.at}>{dayAndTime(change.at, i18n.language)}</time>
            </p>
            <p lang={language} dir={direction(language)}>
              <Changes from={before(index)} to={change.text ?? ''} language={language} />
            </p>
            {change.reason ? <p dir="auto">{change.reason}</p> : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
