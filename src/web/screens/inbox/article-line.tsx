import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/articles.ts';
import { useMay } from '../../api/session.ts';
import { languageName } from '../../language/names.ts';
import { dayAndTime, fromNow } from '../../language/time.ts';
import { CancelWork } from '../../shell/cancel-work.tsx';
import { Version } from './version.tsx';

interface Properties {
  article: Article;
  chosen: boolean;
  onChoose(chosen: boolean): void;
}

/** An article of the inbox: its languages with what is done and found in each, and when it is due. */
export function ArticleLine({ article, chosen, onChoose }: Properties) {
  const { t, i18n } = useTranslation();
  const submits = useMay('submit');
  const { deadline, embargo } = article;
  const underWay = article.status === 'accepted' || article.status === 'segmented';
  const late = deadline !== null && Date.parse(deadline) < Date.now() && article.status !== 'canceled';
  const given = article.language && !article.languages.some(({ language }) => language === article.language);
  return (
    <tr className={chosen ? 'chosen' : ''}>
      <td className="choice">
        <input
          type="checkbox"
          aria-label={t('inbox.choose', { name: article.name })}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <span className="article-name">
          <bdi>{article.name}</bdi>
        </span>
        <span className="soft">
          <bdi>{article.fileName}</bdi>
          {article.language ? ` · ${languageName(article.language, i18n.language)}` : ''}
        </span>
        {article.revision > 1 ? (
          <Link className="source-changed" to="/articles/$article/changes" params={{ article: article.id }}>
            {t('inbox.source-changed', { revision: article.revision })}
          </Link>
        ) : null}
        {article.error ? <span className="failure">{article.error.title}</span> : null}
      </th>
      <td>
        <ul className="versions">
          {given && article.language ? (
            <li className="version">
              <Link to="/articles/$article/$language" params={{ article: article.id, language: article.language }}>
                {languageName(article.language, i18n.language)}
              </Link>
              <span className="soft">{t('origin.given')}</span>
            </li>
          ) : null}
          {article.languages.map((version) => (
            <Version key={version.language} article={article} version={version} />
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
        <span className={`status status-${article.status}`}>{t(`status.${article.status}`)}</span>{' '}
        {submits && underWay ? <CancelWork article={article} /> : null}
      </td>
    </tr>
  );
}

function readable(instant: string, language: string): string {
  return Number.isNaN(Date.parse(instant)) ? instant : dayAndTime(instant, language);
}
