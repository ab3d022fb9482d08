import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { givenPage } from '../../api/given.ts';
import { versionPage } from '../../api/segments.ts';
import { languageName } from '../../language/names.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Worktable } from './worktable.tsx';
import './editor.css';

const route = getRouteApi('/articles/$article/$language');

/** An article in one language, to be reviewed. */
export function Editor() {
  const { article: id, language } = route.useParams();
  const { t, i18n } = useTranslation();
  const article = useQuery({
    queryKey: ['article', id],
    queryFn: ({ signal }) => request<Article>('GET', `/v1/articles/${id}`, { signal }),
  });
  const segments = useQuery({
    queryKey: ['segments', id, language],
    enabled: article.data !== undefined,
    // The language that the article came in is corrected, not translated.
    // Only its beginning: the table reads on by itself.
    queryFn: ({ signal }) =>
      (article.data?.language === language ? givenPage : versionPage)(id, language, undefined, signal),
    // The store of the table is where changes happen; whoever comes back reads it anew.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const error = article.error ?? segments.error;
  if (error)
    return <ProblemNote error={error} retry={() => void Promise.all([article.refetch(), segments.refetch()])} />;
  if (!article.data || !segments.data) return <p className="waiting">{t('waiting')}</p>;
  return (
    <>
      <title>{`${article.data.name} · ${languageName(language, i18n.language)} · Interlinear`}</title>
      <Worktable key={`${id} ${language}`} article={article.data} version={segments.data} />
    </>
  );
}
