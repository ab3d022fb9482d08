import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { EngineCard, type EngineCosts, type EngineInfo } from './engine-card.tsx';

interface Costs {
  engines: EngineCosts[];
  memory: { segments: number; characters: number };
  spentToday: number;
  dailyBudget: number | null;
  sendsOutside: boolean;
}

/** Machine translation: which engines there are and how they are, what they cost, and the desk's rules for them. */
export function Engines() {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const ids = { budget: useId(), outside: useId() };
  const list = useQuery({
    queryKey: ['engines'],
    queryFn: ({ signal }) => request<Page<EngineInfo>>('GET', '/v1/engines', { signal }),
  });
  const costs = useQuery({
    queryKey: ['engines', 'costs'],
    queryFn: ({ signal }) => request<Costs>('GET', '/v1/engines/costs', { signal }),
  });
  const save = useMutation({
    mutationFn: (body: object) => request('PATCH', '/v1/engines/rules', { body }),
    onSuccess() {
      say(t('saving.saved'));
      return queries.invalidateQueries({ queryKey: ['engines'] });
    },
  });
  const money = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  const number = new Intl.NumberFormat(i18n.language);
  const known = costs.data;
  return (
    <section aria-labelledby="engines">
      <h2 id="engines">{t('administration.engines')}</h2>
      {list.error ? <ProblemNote error={list.error} retry={() => void list.refetch()} /> : null}
      {known ? (
        <form
          className="card settings"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const budget = String(form.get('budget')).trim();
            save.mutate({ dailyBudget: budget === '' ? null : Number(budget), sendsOutside: form.has('outside') });
          }}
        >
          <label htmlFor={ids.budget}>
            {t('engine.budget')}
            <small>{t('engine.spent-today', { spent: money.format(known.spentToday) })}</small>
          </label>
          <input
            id={ids.budget}
            name="budget"
            type="number"
            min={0}
            step="any"
            placeholder={t('engine.no-limit')}
            defaultValue={known.dailyBudget ?? ''}
          />
          <label htmlFor={ids.outside}>
            {t('engine.outside')}
            <small>{t('engine.outside-about')}</small>
          </label>
          <input id={ids.outside} name="outside" type="checkbox" defaultChecked={known.sendsOutside} />
          <button type="submit" className="button primary" disabled={save.isPending}>
            {t('save')}
          </button>
        </form>
      ) : null}
      {save.error ? <ProblemNote error={save.error} /> : null}
      <ul className="units">
        {(list.data?.items ?? []).map((engine) => (
          <EngineCard
            key={engine.name}
            engine={engine}
            costs={known?.engines.find((one) => one.engine === engine.name)}
            onTested={() => void queries.invalidateQueries({ queryKey: ['engines', 'costs'] })}
          />
        ))}
      </ul>
      {known && known.memory.segments > 0 ? (
        <p className="soft">
          {t('engine.memory', { count: known.memory.segments, characters: number.format(known.memory.characters) })}
        </p>
      ) : null}
    </section>
  );
}
