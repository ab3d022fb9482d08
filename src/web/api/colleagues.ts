import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Page } from './articles.ts';
import { request } from './client.ts';

/** Somebody who works at the desk. */
export interface Colleague {
  /** As the audit log and assignments name them. */
  actor: string;
  name: string;
  roles: string[];
}

/** Who works at the desk, in the order of their names as the reader's language sorts them. */
export function useColleagues(): Colleague[] {
  const { i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ['colleagues'],
    staleTime: 60_000,
    queryFn: ({ signal }) => request<Page<Colleague>>('GET', '/v1/colleagues', { query: { limit: 200 }, signal }),
  });
  const { compare } = new Intl.Collator(i18n.language);
  return [...(data?.items ?? [])].sort((a, b) => compare(a.name, b.name));
}

/** Names of people as the service names them; who is not known any more keeps a short form of their id. */
export function useNames(): (actor: string) => string {
  const { t } = useTranslation();
  const colleagues = useColleagues();
  const names = new Map(colleagues.map(({ actor, name }) => [actor, name]));
  return (actor) => {
    if (actor === 'local') return t('who.local');
    if (actor === 'system') return t('who.system');
    const [kind, id = ''] = actor.split(':');
    return (
      names.get(actor) ?? (kind === 'key' ? t('who.key', { id: id.slice(-6) }) : t('who.person', { id: id.slice(-6) }))
    );
  };
}
