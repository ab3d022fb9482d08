import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Page } from '../api/articles.ts';
import { request } from '../api/client.ts';

/** The house styles that can be chosen at the desk, its own first. */
export const stylesQuery = queryOptions({
  queryKey: ['styles'],
  queryFn: ({ signal }) =>
    request<Page<{ name: string; rules: number; own: boolean }>>('GET', '/v1/styles', { signal }),
});

/** Styles that come with the product have names in every language; a desk's own are called what the desk calls them. */
const builtin = new Set(['ap', 'reuters', 'afp', 'un', 'guardian']);

/** What people call a house style. */
export function styleLabel(name: string, t: (key: string) => string): string {
  return builtin.has(name) ? t(`style.${name}`) : name;
}

/** The house styles as a choice. @param known one that is there before the others were read */
export function StyleOptions({ known }: { known?: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(stylesQuery);
  const styles = data?.items ?? (known === undefined ? [] : [{ name: known }]);
  return styles.map(({ name }) => (
    <option key={name} value={name}>
      {styleLabel(name, t)}
    </option>
  ));
}
