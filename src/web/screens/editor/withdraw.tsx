import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { type Publication, publicationsQuery, standings } from '../../api/publications.ts';
import { versionAddress } from '../../api/segments.ts';
import { languageName } from '../../language/names.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { OverlayProperties } from './overlay-properties.ts';

/** Takes the version back from readers: from everywhere, or from one place. */
export function Withdraw({ article, version, onClose }: OverlayProperties) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const ids = { reason: useId(), notice: useId(), destination: useId() };
  const { data } = useQuery(publicationsQuery(article.id));
  const withdraw = useMutation({
    mutationFn: (body: object) =>
      request<Page<Publication>>('POST', `${versionAddress(article.id, version.language)}/withdraw`, { body }),
    async onSuccess({ items }) {
      say(t('withdraw.asked', { count: items.length }));
      await queries.invalidateQueries({ queryKey: ['publications', article.id] });
      onClose();
    },
  });
  const places = standings(data ?? [], version.language).filter(
    ({ live, latest }) => live?.editionStatus === 'usable' || latest?.status === 'waiting',
  );
  return (
    <Popup title={t('act.article.withdraw')} about={languageName(version.language, i18n.language)} onClose={onClose}>
      {withdraw.error ? <ProblemNote error={withdraw.error} /> : null}
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const said = (name: string) => String(form.get(name) ?? '').trim();
          const [notice, destination] = [said('notice'), said('destination')];
          withdraw.mutate({
            reason: said('reason'),
            ...(notice ? { notice } : {}),
            ...(destination ? { destination } : {}),
          });
        }}
      >
        <label htmlFor={ids.reason}>{t('withdraw.reason')}</label>
        <input id={ids.reason} name="reason" required maxLength={2000} dir="auto" />
        <label htmlFor={ids.notice}>{t('withdraw.notice')}</label>
        <textarea
          id={ids.notice}
          name="notice"
          maxLength={2000}
          rows={3}
          lang={version.language}
          dir={direction(version.language)}
        />
        {places.length > 1 ? (
          <>
            <label htmlFor={ids.destination}>{t('publish.destination')}</label>
            <select id={ids.destination} name="destination">
              <option value="">{t('withdraw.everywhere')}</option>
              {places.map(({ destination }) => (
                <option key={destination} value={destination}>
                  {destination}
                </option>
              ))}
            </select>
          </>
        ) : null}
        <button type="submit" className="button danger" disabled={withdraw.isPending}>
          {t('tool.article.withdraw')}
        </button>
      </form>
    </Popup>
  );
}
