import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LanguageOfArticle } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { reviewSettings } from '../../api/review.ts';
import { languageName } from '../../language/names.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { acceptNext } from './next-step.ts';
import type { Accepted } from './revisions.ts';

/** Approves what the new revision left as it was, one language at a time; what stands in the way is named. */
export function AcceptUntouched({ article, versions }: { article: string; versions: LanguageOfArticle[] }) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const [seen, setSeen] = useState(false);
  const accept = useMutation({
    async mutationFn(language: string) {
      const { reviewSteps } = await queries.fetchQuery(reviewSettings);
      return acceptNext(reviewSteps, (state) =>
        request<Accepted>('POST', `/v1/articles/${article}/languages/${language}/accept`, {
          body: { state, acknowledge: seen },
        }),
      );
    },
    onSuccess({ approved }) {
      say(t('changes.accepted', { count: approved }));
      return queries.invalidateQueries({ queryKey: ['article', article] });
    },
  });
  const { data } = accept;
  return (
    <section className="card accept" aria-labelledby="accept">
      <h2 id="accept">{t('changes.accept')}</h2>
      <p className="soft">{t('changes.accept-about')}</p>
      <div className="note-line">
        {versions.map(({ language }) => (
          <button
            key={language}
            type="button"
            className="button"
            disabled={accept.isPending}
            onClick={() => accept.mutate(language)}
          >
            {t('changes.accept-one', { language: languageName(language, i18n.language) })}
          </button>
        ))}
        <label>
          <input type="checkbox" checked={seen} onChange={(event) => setSeen(event.currentTarget.checked)} />{' '}
          {t('changes.acknowledge')}
        </label>
      </div>
      {accept.error ? <ProblemNote error={accept.error} /> : null}
      {data ? (
        <p role="status">
          {t('changes.accepted', { count: data.approved })}
          {data.approved > 0 ? ` · ${t(`state.${data.state}`)}` : ''}{' '}
          {data.inTheWay.length > 0 ? t('changes.in-the-way', { count: data.inTheWay.length }) : null}
        </p>
      ) : null}
      {data && data.inTheWay.length > 0 ? (
        <ul className="plain">
          {data.inTheWay.slice(0, 20).map(({ segment, ordinal, problem }) => (
            <li key={segment}>
              {ordinal + 1}: {problem.title}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
