import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { publicationsQuery, type Standing, standings } from '../../api/publications.ts';
import './publish.css';

/** How a language stands at one destination, in a few words. */
export function StandingText({ standing: { live, latest } }: { standing: Standing }) {
  const { t } = useTranslation();
  const withdrawn = live?.editionStatus === 'canceled';
  return (
    <>
      {live ? (
        <span className={withdrawn ? 'soft' : 'published'}>
          {t(withdrawn ? 'publish.withdrawn' : 'publish.live', { edition: live.edition })}
        </span>
      ) : null}
      {live && !withdrawn && (live.behind || live.edited) ? (
        <span className="published-old">{t(live.behind ? 'publish.behind' : 'publish.edited')}</span>
      ) : null}
      {latest?.status === 'waiting' ? (
        <span className="soft">{t('publish.waiting', { edition: latest.edition })}</span>
      ) : null}
      {latest?.status === 'failed' ? (
        <span className="published-old">
          {t('publish.failed', { edition: latest.edition })} {latest.error?.title} {latest.error?.detail}
        </span>
      ) : null}
    </>
  );
}

/** What readers find of the version, in the head of the editor: nothing where nothing was published. */
export function Published({ article, language }: { article: string; language: string }) {
  const { data } = useQuery(publicationsQuery(article));
  const found = standings(data ?? [], language);
  return found.map((standing) => (
    <span key={standing.destination} className="standing">
      <bdi>{standing.destination}</bdi> <StandingText standing={standing} />
    </span>
  ));
}
