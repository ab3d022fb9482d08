import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { dayAndTime } from '../../language/time.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

export interface Webhook {
  id: string;
  url: string;
  kinds: string[];
  state: 'active' | 'disabled';
  failingSince: string | null;
}

interface Delivery {
  id: string;
  kind: string;
  status: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  nextAt: string;
  responseStatus: number | null;
  responseExcerpt: string | null;
  durationMs: number | null;
  error: { code: string } | null;
  createdAt: string;
}

/** An address that is told of events, and what became of each message. */
export function Hook({ hook, onChange }: { hook: Webhook; onChange(): void }) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  const place = `/v1/webhooks/${hook.id}`;
  const key = ['webhooks', hook.id, 'deliveries'];
  const act = useMutation({
    mutationFn: ({ method = 'POST', path, body }: { method?: string; path: string; body?: object }) =>
      request<{ secret?: string; messages?: number }>(method, `${place}${path}`, body ? { body } : {}),
    async onSuccess(answer) {
      say(answer?.messages === undefined ? t('webhook.done') : t('webhook.sent', { count: answer.messages }));
      onChange();
      await queries.invalidateQueries({ queryKey: key });
    },
  });
  const id = `hook-${hook.id}`;
  return (
    <li className="card hook-line">
      <article className="hook" aria-labelledby={id}>
        <div className="note-line">
          <h3 id={id} dir="ltr">
            {hook.url}
          </h3>
          <span className={`status ${hook.state === 'active' ? 'status-done' : 'status-failed'}`}>
            {t(`webhook.state.${hook.state}`)}
          </span>
        </div>
        {hook.failingSince ? (
          <p className="failure">{t('webhook.failing', { since: dayAndTime(hook.failingSince, i18n.language) })}</p>
        ) : null}
        <p className="soft" dir="ltr">
          {hook.kinds.join(', ')}
        </p>
        <div className="note-line">
          <button type="button" className="button small" onClick={() => act.mutate({ path: '/test' })}>
            {t('webhook.test')}
          </button>
          {hook.state === 'disabled' ? (
            <button type="button" className="button small" onClick={() => act.mutate({ path: '/enable' })}>
              {t('webhook.enable')}
            </button>
          ) : null}
          <button type="button" className="button small" onClick={() => act.mutate({ path: '/secret' })}>
            {t('webhook.renew')}
          </button>
          <button type="button" className="button small danger" onClick={() => setRemoving(true)}>
            {t('delete')}
          </button>
        </div>
        {act.error ? <ProblemNote error={act.error} /> : null}
        {act.data?.secret ? (
          <p role="status" className="note">
            {t('webhook.secret')} <span className="secret">{act.data.secret}</span>
          </p>
        ) : null}
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('webhook.deliveries')}</summary>
          {open ? (
            <Deliveries
              hook={hook}
              queryKey={key}
              onReplay={(delivery) => act.mutate({ path: `/deliveries/${delivery}/replay` })}
              onReplaySince={(since) => act.mutate({ path: '/replay', body: { since } })}
            />
          ) : null}
        </details>
      </article>
      {removing ? (
        <Confirm
          title={t('webhook.remove')}
          act={t('delete')}
          onConfirm={() => act.mutate({ method: 'DELETE', path: '' })}
          onClose={() => setRemoving(false)}
        >
          <p dir="ltr">{hook.url}</p>
        </Confirm>
      ) : null}
    </li>
  );
}

interface DeliveriesProperties {
  hook: Webhook;
  queryKey: string[];
  onReplay(delivery: string): void;
  onReplaySince(since: string): void;
}

function Deliveries({ hook, queryKey, onReplay, onReplaySince }: DeliveriesProperties) {
  const { t, i18n } = useTranslation();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      request<Page<Delivery>>('GET', `/v1/webhooks/${hook.id}/deliveries`, {
        query: { limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'waiting')) ? 3000 : false,
  });
  const deliveries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {error ? <ProblemNote error={error} /> : null}
      {data && deliveries.length === 0 ? <p className="empty">{t('webhook.no-deliveries')}</p> : null}
      <ul className="plain deliveries">
        {deliveries.map((one) => (
          <li key={one.id} className="note-line">
            <span className={`status status-${statusClass[one.status]}`}>{t(`webhook.delivery.${one.status}`)}</span>
            <code dir="ltr">{one.kind}</code>
            <time dateTime={one.createdAt} className="soft">
              {dayAndTime(one.createdAt, i18n.language)}
            </time>
            <span className="soft">
              {t('webhook.attempts', { count: one.attempts })}
              {one.responseStatus === null ? '' : ` · HTTP ${one.responseStatus}`}
              {one.durationMs === null ? '' : ` · ${one.durationMs} ms`}
              {one.error ? ` · ${one.error.code}` : ''}
            </span>
            {one.status === 'waiting' ? null : (
              <button
                type="button"
                className="button small"
                aria-label={t('webhook.replay-one', { kind: one.kind, at: dayAndTime(one.createdAt, i18n.language) })}
                onClick={() => onReplay(one.id)}
              >
                {t('webhook.replay')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <button type="button" className="button small" onClick={() => void fetchNextPage()}>
          {t('more')}
        </button>
      ) : null}
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          const since = String(new FormData(event.currentTarget).get('since'));
          onReplaySince(new Date(since).toISOString());
        }}
      >
        <label>
          {t('webhook.since')} <input name="since" type="datetime-local" required />
        </label>
        <button type="submit" className="button small">
          {t('webhook.replay-all')}
        </button>
      </form>
    </>
  );
}

const statusClass = { waiting: 'waiting', delivered: 'done', failed: 'failed' };
