import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { EditorSegment, Version } from '../../api/segments.ts';
import { keysForPeople } from '../../keys/pressed.ts';
import { Changes } from './changes.tsx';

interface Properties {
  segment: EditorSegment;
  version: Version;
  onInsert: ((n: number) => void) | undefined;
}

/** What the memory has that is like the source; what differs from it is marked. */
export function MatchList({ segment, version, onInsert }: Properties) {
  const { t } = useTranslation();
  const { source, target } = segment;
  const matches = target.matches.slice(0, 9);
  return (
    <>
      <h2>{t('side.matches')}</h2>
      {matches.length === 0 ? <p className="empty">{t('side.no-matches')}</p> : null}
      <ol className="match-list">
        {matches.map((match, index) => (
          <li key={`${match.score} ${match.source} ${match.target}`}>
            <button type="button" className="match" disabled={!onInsert} onClick={() => onInsert?.(index + 1)}>
              <span className="match-head">
                <span className={`origin origin-${kindOf(match)}`}>{match.score}</span>
                <span>{t(`origin.${kindOf(match)}`)}</span>
                <kbd>{keysForPeople(`Mod+Digit${index + 1}`)}</kbd>
              </span>
              <span className="match-source" lang={source.language} dir={direction(source.language)}>
                <Changes from={match.source} to={source.text} language={source.language} />
              </span>
              <span className="match-target" lang={version.language} dir={direction(version.language)}>
                {match.target}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function kindOf({ score, origin }: { score: number; origin: string }): string {
  if (origin === 'mt') return 'mt';
  if (score > 100) return 'in-context';
  return score === 100 ? 'exact' : 'fuzzy';
}
