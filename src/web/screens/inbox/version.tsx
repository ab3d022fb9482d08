import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Article, LanguageOfArticle } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useColleagues, useNames } from '../../api/colleagues.ts';
import { useMay } from '../../api/session.ts';
import { languageName } from '../../language/names.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { CancelWork } from '../../shell/cancel-work.tsx';

interface Properties {
  article: Article;
  version: LanguageOfArticle;
}

/** A language version: how far it is, what is left of it, what was found, and whose it is. */
export function Version({ article, version }: Properties) {
  const { t, i18n } = useTranslation();
  const name = languageName(version.language, i18n.language);
  const number = new Intl.NumberFormat(i18n.language);
  const submits = useMay('submit');
  const { review } = version;
  // What people have confirmed; while a machine is at it, what that has done.
  const under = version.status === 'waiting';
  const confirmed =
    review && !under
      ? review.segments.translated + review.segments.reviewed + review.segments.final
      : version.translated;
  return (
    <li className="version">
      <Link to="/articles/$article/$language" params={{ article: article.id, language: version.language }}>
        {name}
      </Link>
      <span className="version-progress">
        <progress
          value={confirmed}
          max={Math.max(version.of, 1)}
          aria-label={t('inbox.progress', { language: name })}
        />
        <span className="soft">
          {t('inbox.done-of', { done: number.format(confirmed), total: number.format(version.of) })}
        </span>
      </span>
      <span className="soft words-left">
        {version.kind === 'given' ? t('origin.given') : null}
        {version.status === 'canceled' ? (
          t('status.canceled')
        ) : review?.approved ? (
          <span className="approved">{t('inbox.approved')}</span>
        ) : review && review.wordsLeft > 0 ? (
          t('inbox.words-left', { count: review.wordsLeft })
        ) : null}
      </span>
      <span className="found">
        {version.findings > 0 ? (
          <span className="finding-count" title={t('editor.findings', { count: version.findings })}>
            <span aria-hidden="true">{number.format(version.findings)}</span>
            <span className="heard">{t('editor.findings', { count: version.findings })}</span>
          </span>
        ) : null}
        {submits && under && version.kind === 'target' && article.status === 'segmented' ? (
          <CancelWork article={article} language={version.language} />
        ) : null}
      </span>
      {version.kind === 'target' ? <Assignee article={article} version={version} name={name} /> : null}
      {version.publications?.length ? (
        <ul className="publications" aria-label={t('publish.standing')}>
          {version.publications.map(({ destination, edition, state }) => (
            <li key={destination} className={`publication publication-${state}`}>
              <bdi>{destination}</bdi>: {t(`published.${state}`)}{' '}
              <span className="soft">{t('published.edition', { edition })}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {version.error ? <span className="failure">{version.error.title}</span> : null}
    </li>
  );
}

/** Whose a version is; whoever translates may give it to somebody. */
function Assignee({ article, version, name }: Properties & { name: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { say } = useAnnouncer();
  const nameOf = useNames();
  const colleagues = useColleagues();
  const translates = useMay('translate');
  const assign = useMutation({
    mutationFn: (assignee: string | null) =>
      request('PATCH', `/v1/articles/${article.id}/languages/${version.language}`, { body: { assignee } }),
    onSuccess(_, assignee) {
      say(assignee ? t('inbox.assigned', { language: name, name: nameOf(assignee) }) : t('inbox.unassigned'));
      return queries.invalidateQueries({ queryKey: ['articles'] });
    },
  });
  const current = version.assignee ?? '';
  if (!translates) return current ? <bdi className="soft">{nameOf(current)}</bdi> : null;
  const others = colleagues.filter(({ actor }) => actor !== current);
  return (
    <select
      className={`assignee${current ? '' : ' nobody'}`}
      aria-label={t('inbox.assign-one', { article: article.name, language: name })}
      value={assign.isPending ? (assign.variables ?? '') : current}
      onChange={(event) => assign.mutate(event.currentTarget.value || null)}
    >
      <option value="">{t('inbox.nobody')}</option>
      {current ? <option value={current}>{nameOf(current)}</option> : null}
      {others.map(({ actor, name: person }) => (
        <option key={actor} value={actor}>
          {person}
        </option>
      ))}
    </select>
  );
}
