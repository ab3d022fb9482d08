import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, request } from '../../api/client.ts';
import { destinationsQuery, type Publication, publicationsQuery, standings } from '../../api/publications.ts';
import { versionAddress } from '../../api/segments.ts';
import { languageName } from '../../language/names.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { OverlayProperties } from './overlay-properties.ts';
import { StandingText } from './standing.tsx';

/** Puts the version where readers find it, and shows what they find now. */
export function Publish({ article, version, onClose }: OverlayProperties) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const ids = { destination: useId(), over: useId() };
  const [chosen, choose] = useState<string>();
  const places = useQuery(destinationsQuery);
  const publications = useQuery(publicationsQuery(article.id));
  const publish = useMutation({
    mutationFn: (body: object) =>
      request<Publication>('POST', `${versionAddress(article.id, version.language)}/publish`, { body }),
    async onSuccess({ status, edition, destination }) {
      say(t(status === 'live' ? 'publish.same' : 'publish.asked', { edition, destination }));
      await queries.invalidateQueries({ queryKey: ['publications', article.id] });
    },
  });
  const destinations = places.data ?? [];
  const found = standings(publications.data ?? [], version.language);
  // What readers have an older text of comes first, then where they have none.
  const stale = found.find(({ live }) => live && (live.behind || live.edited))?.destination;
  const bare = destinations.find(({ name }) => !found.some(({ destination }) => destination === name))?.name;
  const wanted = chosen ?? stale ?? bare ?? destinations[0]?.name ?? '';
  const embargoed = publish.error instanceof Problem && publish.error.code === 'publish.embargo-open';
  return (
    <Popup title={t('act.article.publish')} about={languageName(version.language, i18n.language)} onClose={onClose}>
      {places.error ? <ProblemNote error={places.error} /> : null}
      {publications.error ? <ProblemNote error={publications.error} /> : null}
      {publish.error ? <ProblemNote error={publish.error} /> : null}
      {places.data && destinations.length === 0 ? <p className="empty">{t('publish.none')}</p> : null}
      <ul className="standings" aria-label={t('publish.standing')} aria-live="polite">
        {found.map((standing) => (
          <li key={standing.destination} className="standing">
            <bdi>{standing.destination}</bdi> <StandingText standing={standing} />
          </li>
        ))}
      </ul>
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          publish.mutate({ destination: String(form.get('destination')), embargoOver: form.get('over') === 'on' });
        }}
      >
        <label htmlFor={ids.destination}>{t('publish.destination')}</label>
        <select
          id={ids.destination}
          name="destination"
          required
          value={wanted}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {destinations.map(({ id, name }) => (
            <option key={id} value={name}>
              {name}
            </option>
          ))}
        </select>
        {embargoed ? (
          <label htmlFor={ids.over}>
            <input id={ids.over} type="checkbox" name="over" /> {t('publish.embargo-over')}
          </label>
        ) : null}
        <button type="submit" className="button primary" disabled={publish.isPending || destinations.length === 0}>
          {t('tool.article.publish')}
        </button>
      </form>
    </Popup>
  );
}
