import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { EditorSegment } from '../../api/segments.ts';
import { keysForPeople } from '../../keys/pressed.ts';
import type { OpenArticle } from './open-article.ts';
import { originOf } from './segment-row.tsx';

interface Properties {
  segment: EditorSegment;
  article: OpenArticle;
  language: string;
  onInsert(text: string): void;
  onMatch(n: number): void;
  onFix(): void;
  onChanged(segment: EditorSegment): void;
}

/** What helps with the active segment: matches, what was found, where the text comes from. */
export function SidePanel({ segment, language, onMatch, onFix }: Properties) {
  const { t } = useTranslation();
  const { target, findings } = segment;
  const origin = originOf(segment);
  return (
    <aside className="side" aria-label={t('side')}>
      <section>
        <h2>{t('side.findings')}</h2>
        {findings.length === 0 ? <p className="empty">{t('side.no-findings')}</p> : null}
        <ul className="finding-list">
          {findings.map((finding) => (
            <li key={finding.id} className={`level-${finding.severity}${finding.dismissed ? ' dismissed' : ''}`}>
              <span className="level">{t(`severity.${finding.severity}`)}</span> <bdi>{finding.message}</bdi>
              {finding.suggestions[0] !== undefined && finding.side === 'target' && !finding.dismissed ? (
                <button type="button" className="button quiet" onClick={onFix}>
                  <bdi>{finding.suggestions[0]}</bdi> <kbd>{keysForPeople('Alt+Enter')}</kbd>
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('side.matches')}</h2>
        {target.matches.length === 0 ? <p className="empty">{t('side.no-matches')}</p> : null}
        <ol className="match-list">
          {target.matches.slice(0, 9).map((match, index) => (
            <li key={`${match.score} ${match.source} ${match.target}`}>
              <button type="button" className="match" onClick={() => onMatch(index + 1)}>
                <span className={`origin ${match.score >= 100 ? 'origin-exact' : 'origin-fuzzy'}`}>{match.score}</span>
                <span lang={segment.source.language} dir={direction(segment.source.language)}>
                  {match.source}
                </span>
                <span lang={language} dir={direction(language)}>
                  {match.target}
                </span>
                <kbd>{keysForPeople(`Mod+Digit${index + 1}`)}</kbd>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{t('side.origin')}</h2>
        <p>
          {origin ? t(`origin.${origin.kind}`) : t('editor.untranslated')}
          {target.engine ? ` · ${target.engine}` : ''}
          {target.confirmedBy ? ` · ${target.confirmedBy}` : ''}
        </p>
      </section>
    </aside>
  );
}
