import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Article, LanguageOfArticle } from '../../api/articles.ts';
import { languageName } from '../../language/names.ts';
import { dayAndTime, fromNow } from '../../language/time.ts';

/** An article of the inbox: its languages with what is done and found in each, and when it is due. */
export function ArticleLine({ article }: { article: Article }) {
  const { t, i18n } = useTranslation();
  const { deadline, embargo } = article;
  const late = deadline !== null && new Date(deadline).getTime() < Date.now() && article.status !== 'done';
  return (
    <tr>
      <th scope="row">
        <bdi className="article-name">{article.name}</bdi>
        <span className="soft">
          <bdi>{article.fileName}</bdi>
          {article.language ? ` · ${languageName(article.language, i18n.language)}` : ''}
        </span>
        {article.error ? <span className="failure">{article.error.title}</span> : null}
      </th>
      <td>
        <ul className="versions">
          {article.language && !article.languages.some(({ language }) => language === article.language) ? (
            <li>
              <Link to="/articles/$article/$language" params={{ article: article.id, language: article.language }}>
                {languageName(article.language, i18n.language)}
              </Link>{' '}
              <span className="soft">{t('origin.given')}</span>
            </li>
          ) : null}
          {article.languages.map((version) => (
            <li key={version.language}>
              <VersionLink article={article} version={version} />
            </li>
          ))}
        </ul>
      </td>
      <td>
        {deadline ? (
          <time dateTime={deadline} title={dayAndTime(deadline, i18n.language)} className={late ? 'late' : ''}>
            {fromNow(deadline, Date.now(), i18n.language)}
          </time>
        ) : null}
        {embargo ? (
          <span className="embargo">
            {t('inbox.embargo')} <time dateTime={embargo}>{readable(embargo, i18n.language)}</time>
          </span>
        ) : null}
      </td>
      <td>
        <span className={`status status-${article.status}`}>{t(`status.${article.status}`)}</span>
      </td>
    </tr>
  );
}

function readable(instant: string, language: string): string {
  return Number.isNaN(Date.parse(instant)) ? instant : dayAndTime(instant, language);
}

function VersionLink({ article, version }: { article: Article; version: LanguageOfArticle }) {
  const { t, i18n } = useTranslation();
  const name = languageName(version.language, i18n.language);
  const { review } = version;
  // What people have confirmed; while a machine is at it, what that has done.
  const under = version.status === 'waiting';
  const confirmed =
    review && !under
      ? review.segments.translated + review.segments.reviewed + review.segments.final
      : version.translated;
  return (
    <div className="version">
      <Link to="/articles/$article/$language" params={{ article: article.id, language: version.language }}>
        {name}
      </Link>
      <progress value={confirmed} max={Math.max(version.of, 1)} aria-label={t('inbox.progress', { language: name })} />
      <span className="soft">
        {confirmed}/{version.of}
      </span>
      {review && review.wordsLeft > 0 ? (
        <span className="soft">{t('inbox.words-left', { count: review.wordsLeft })}</span>
      ) : null}
      {version.kind === 'given' ? <span className="soft">{t('origin.given')}</span> : null}
      {version.findings > 0 ? (
        <span className="finding-count" title={t('editor.findings', { count: version.findings })}>
          {version.findings}
          <span className="heard">{t('editor.findings', { count: version.findings })}</span>
        </span>
      ) : null}
      {version.assignee ? <bdi className="soft">{version.assignee}</bdi> : null}
      {version.error ? <span className="failure">{version.error.title}</span> : null}
    </div>
  );
}
