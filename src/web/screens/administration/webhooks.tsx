import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Hook, type Webhook } from './webhook.tsx';
import { webhookKinds } from './webhook-kinds.ts';

/** What most of those who want to be told of the desk's work want. */
const usual = new Set(['job.done', 'job.partial', 'job.failed']);

/** Addresses that are told of events: registered, tried, and looked after. */
export function Webhooks() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const again = () => queries.invalidateQueries({ queryKey: ['webhooks'] });
  const { data, error } = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => request<Page<Webhook>>('GET', '/v1/webhooks', { signal }),
  });
  const add = useMutation({
    mutationFn: (body: object) => request<Webhook & { secret: string }>('POST', '/v1/webhooks', { body }),
    onSuccess() {
      form.current?.reset();
      return again();
    },
  });
  const hooks = data?.items ?? [];
  return (
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">{t('administration.webhooks')}</h2>
      {error ? <ProblemNote error={error} /> : null}
      {data && hooks.length === 0 ? <p className="empty">{t('webhook.none')}</p> : null}
      <ul className="units">
        {hooks.map((hook) => (
          <Hook key={hook.id} hook={hook} onChange={() => void again()} />
        ))}
      </ul>
      <form
        ref={form}
        className="card stacked"
        onSubmit={(event) => {
          event.preventDefault();
          const said = new FormData(event.currentTarget);
          add.mutate({ url: String(said.get('url')).trim(), kinds: said.getAll('kind').map(String) });
        }}
      >
        <label htmlFor="webhook-url">{t('webhook.url')}</label>
        <input
          id="webhook-url"
          name="url"
          type="url"
          required
          dir="ltr"
          placeholder="https://cms.example.org/interlinear"
        />
        <fieldset className="kinds">
          <legend>{t('webhook.kinds')}</legend>
          {webhookKinds.map((kind) => (
            <label key={kind}>
              <input type="checkbox" name="kind" value={kind} defaultChecked={usual.has(kind)} />{' '}
              <code dir="ltr">{kind}</code>
            </label>
          ))}
        </fieldset>
        <button type="submit" className="button primary" disabled={add.isPending}>
          {t('webhook.add')}
        </button>
      </form>
      {add.error ? <ProblemNote error={add.error} /> : null}
      {add.data ? (
        <p role="status" className="note">
          {t('webhook.secret')} <span className="secret">{add.data.secret}</span>
        </p>
      ) : null}
    </section>
  );
}
