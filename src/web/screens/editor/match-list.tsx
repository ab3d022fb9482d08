import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { EditorSegment, SegmentTerm, Version } from '../../api/segments.ts';
import type { Act } from '../../keys/acts.ts';
import { useKeyBoard } from '../../keys/key-board.tsx';
import { keysForPeople } from '../../keys/pressed.ts';
import { Changes } from './changes.tsx';
import { ReadOnlyText } from './read-only-text.tsx';
import { isThere, NUMBERED, type Offer, offers, type Whole, wholeText } from './terms.ts';

interface Properties {
  segment: EditorSegment;
  version: Version;
  onInsert: ((n: number) => void) | undefined;
}

/** What the memory has that is like the source, with what differs from it marked, the machine's own text, the terms and names: each with its key. */
export function MatchList({ segment, version, onInsert }: Properties) {
  const { t } = useTranslation();
  const { keys } = useKeyBoard();
  const list = offers(segment);
  // The text that came is not translated here: no memory is asked for it.
  if (version.kind === 'given' && list.length === 0) return null;
  return (
    <>
      <h2>{t('side.matches')}</h2>
      {list.some(({ kind }) => kind === 'match') || version.kind === 'given' ? null : (
        <p className="empty">{t('side.no-matches')}</p>
      )}
      <ol className="match-list">
        {list.map((offer, index) => {
          const [key] = index < NUMBERED ? (keys.get(`match.${index + 1}` as Act) ?? []) : [];
          const kind = kindOf(offer);
          return (
            <li key={keyOf(offer)}>
              <button
                type="button"
                className={`match match-${kind}`}
                disabled={!onInsert}
                onClick={() => onInsert?.(index + 1)}
              >
                <span className="match-head">
                  <span className={`origin origin-${kind}`}>{signOf(offer)}</span>
                  <span>
                    {t(`origin.${kind}`)}
                    {offer.kind === 'machine' && offer.machine.engine ? (
                      <>
                        {' · '}
                        <bdi>{offer.machine.engine}</bdi>
                      </>
                    ) : null}
                  </span>
                  {offer.kind === 'term' && isThere(offer.term, segment.target.text ?? '', version.language) ? (
                    <span className="there" role="img" aria-label={t('side.term-there')}>
                      ✓
                    </span>
                  ) : null}
                  {key ? <kbd>{keysForPeople(key)}</kbd> : null}
                </span>
                {offer.kind === 'term' ? (
                  <TermTexts term={offer.term} segment={segment} language={version.language} />
                ) : (
                  <WholeTexts offer={offer} segment={segment} language={version.language} />
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}

interface Texts {
  segment: EditorSegment;
  /** Of the target. */
  language: string;
}

function WholeTexts({ offer, segment: { source }, language }: Texts & { offer: Whole }) {
  return (
    <>
      {offer.kind === 'match' ? (
        <span className="match-source" lang={source.language} dir={direction(source.language)}>
          <Changes from={offer.match.source} to={source.text} language={source.language} />
        </span>
      ) : null}
      <span className="match-target" lang={language} dir={direction(language)}>
        <ReadOnlyText content={wholeText(offer, source)} />
      </span>
    </>
  );
}

function TermTexts({ term, segment: { source }, language }: Texts & { term: SegmentTerm }) {
  return (
    <span className="term-texts">
      <bdi className="match-source" lang={source.language}>
        {term.source}
      </bdi>
      <span aria-hidden="true" className="onward">
        →
      </span>
      <bdi className="match-target" lang={language}>
        {term.target}
      </bdi>
    </span>
  );
}

/** The score of a match, the sign of what has none. */
function signOf(offer: Offer): string | number {
  if (offer.kind === 'match') return offer.match.score;
  return offer.kind === 'machine' ? 'MT' : '◆';
}

function kindOf(offer: Offer): string {
  if (offer.kind === 'term') return 'term';
  if (offer.kind === 'machine') return 'mt';
  const { score, origin } = offer.match;
  if (origin === 'mt') return 'memory-mt';
  if (score > 100) return 'in-context';
  return score === 100 ? 'exact' : 'fuzzy';
}

function keyOf(offer: Offer): string {
  if (offer.kind === 'term') return `${offer.term.concept} ${offer.term.target}`;
  if (offer.kind === 'machine') return 'machine';
  const { score, source, target } = offer.match;
  return `${score} ${source} ${target}`;
}
