import { useTranslation } from 'react-i18next';
import type { SegmentFinding } from '../../api/segments.ts';
import { useKeyBoard } from '../../keys/key-board.tsx';
import { keysForPeople } from '../../keys/pressed.ts';

interface Properties {
  findings: readonly SegmentFinding[];
  onFix: ((finding: SegmentFinding) => void) | undefined;
  onDismiss: ((finding: SegmentFinding) => void) | undefined;
}

/** What the checks found, each with the way to mend it. */
export function FindingList({ findings, onFix, onDismiss }: Properties) {
  const { t } = useTranslation();
  const { keys } = useKeyBoard();
  const first = findings.find(({ side, suggestions }) => side === 'target' && suggestions[0] !== undefined);
  const key = (act: 'segment.fix' | 'segment.dismiss') => {
    const [one] = keys.get(act) ?? [];
    return one ? <kbd>{keysForPeople(one)}</kbd> : null;
  };
  return (
    <ul className="finding-list">
      {findings.map((finding) => (
        <li key={finding.id} className={`level-${finding.severity}`}>
          <p>
            <span className="level">{t(`severity.${finding.severity}`)}</span> <bdi>{finding.detail}</bdi>
          </p>
          <div className="finding-acts">
            {onFix && finding.side === 'target'
              ? finding.suggestions.slice(0, 3).map((suggestion, index) => (
                  <button
                    key={suggestion}
                    type="button"
                    className="button small"
                    onClick={() => onFix({ ...finding, suggestions: [suggestion] })}
                  >
                    {suggestion ? <bdi>{suggestion}</bdi> : t('finding.remove')}
                    {finding === first && index === 0 ? key('segment.fix') : null}
                  </button>
                ))
              : null}
            {onDismiss ? (
              <button type="button" className="button small quiet" onClick={() => onDismiss(finding)}>
                {t('finding.dismiss')}
                {finding === findings[0] ? key('segment.dismiss') : null}
              </button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
