import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { languageName } from '../../language/names.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { GlossaryInfo } from './concepts.ts';

interface Proposal {
  id: string;
  language: string;
  before: string;
  after: string;
  kind: 'name' | 'term';
  source: string | null;
  texts: number;
  example: string;
}

/** Wordings that reviewers put in the place of others: taken into the glossary, or set aside. */
export function Proposals({ glossary }: { glossary: GlossaryInfo }) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const reviews = useMay('review');
  const { data, error } = useQuery({
    queryKey: ['proposals'],
    queryFn: ({ signal }) => request<Page<Proposal>>('GET', '/v1/terms/proposals', { signal }),
  });
  const decide = useMutation({
    mutationFn: ({ id, into }: { id: string; into: string | null }) =>
      request<{ done: boolean }>('POST', '/v1/terms/proposals', { body: { proposal: id, glossary: into } }),
    async onSuccess({ done }, { into }) {
      say(t(!done ? 'proposal.gone' : into ? 'proposal.taken' : 'proposal.set-aside'));
      await queries.invalidateQueries({ queryKey: ['proposals'] });
      await queries.invalidateQueries({ queryKey: ['glossaries'] });
    },
  });
  return (
    <>
      <p className="soft">{t('proposal.about')}</p>
      {error ? <ProblemNote error={error} /> : null}
      {decide.error ? <ProblemNote error={decide.error} /> : null}
      {data?.items.length === 0 ? <p className="empty-screen">{t('proposal.none')}</p> : null}
      <ul className="units">
        {(data?.items ?? []).map((one) => (
          <li key={one.id} className="card">
            <div>
              <p className="proposal">
                <del lang={one.language}>
                  <bdi>{one.before}</bdi>
                </del>{' '}
                <span aria-hidden="true">→</span>{' '}
                <ins lang={one.language}>
                  <bdi>{one.after}</bdi>
                </ins>{' '}
                <span className="soft">
                  {languageName(one.language, i18n.language)} · {t(`glossary.kind.${one.kind}`)} ·{' '}
                  {t('proposal.texts', { count: one.texts })}
                </span>
              </p>
              <p className="soft" lang={one.language} dir={direction(one.language)}>
                {one.example}
              </p>
            </div>
            {reviews ? (
              <div className="unit-about">
                <button
                  type="button"
                  className="button small primary"
                  aria-label={t('proposal.take-one', { wording: one.after, glossary: glossary.name })}
                  disabled={decide.isPending}
                  onClick={() => decide.mutate({ id: one.id, into: glossary.id })}
                >
                  {t('proposal.take')}
                </button>
                <button
                  type="button"
                  className="button small"
                  aria-label={t('proposal.leave-one', { wording: one.after })}
                  disabled={decide.isPending}
                  onClick={() => decide.mutate({ id: one.id, into: null })}
                >
                  {t('proposal.leave')}
                </button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
