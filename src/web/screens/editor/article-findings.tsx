import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import type { SegmentFinding } from '../../api/segments.ts';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { OverlayProperties } from './overlay-properties.ts';

/** What was found in the whole article: in this version, and in the text as it was delivered. */
export function ArticleFindings({ article, version, store, onGo, onClose }: OverlayProperties) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['findings', article.id],
    queryFn: ({ signal }) =>
      request<Page<SegmentFinding>>('GET', `/v1/articles/${article.id}/findings`, { query: { limit: 200 }, signal }),
    staleTime: 0,
  });
  const found = data?.items ?? [];
  const groups = [
    { name: 'findings.version', list: found.filter(({ language }) => language === version.language) },
    { name: 'findings.delivered', list: found.filter(({ language }) => language === null) },
  ].filter(({ list }) => list.length > 0);
  return (
    <Popup title={t('act.article.findings')} onClose={onClose} wide>
      {error ? <ProblemNote error={error} /> : null}
      {data && groups.length === 0 ? <p className="empty">{t('side.no-findings')}</p> : null}
      {groups.map(({ name, list }) => (
        <section key={name}>
          <h3>{t(name)}</h3>
          <ul className="finding-list">
            {list.map((finding) => (
              <li key={finding.id} className={`level-${finding.severity}`}>
                <p>
                  <span className="level">{t(`severity.${finding.severity}`)}</span> <bdi>{finding.detail}</bdi>
                </p>
                {finding.document !== 'delivered' ? (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => onGo(store.all.find(({ ordinal }) => ordinal === finding.segment))}
                  >
                    {t('findings.go', { number: finding.segment + 1 })}
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Popup>
  );
}
