import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { EditorSegment } from '../../api/segments.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Popup } from '../../shell/popup.tsx';
import { Changes } from './changes.tsx';
import { type CodedText, replaceRange } from './coded-text.ts';
import type { OverlayProperties } from './overlay-properties.ts';

/** Segments that are shown beforehand at most; all of them are replaced. */
const SHOWN = 100;

/** Search and replace in the whole version: what would become of every segment is seen before. */
export function Replace({ version, store, saving, onGo, onClose }: OverlayProperties) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const [wanted, setWanted] = useState('');
  const [by, setBy] = useState('');
  const [exact, setExact] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const found = useMemo(
    () => (wanted ? store.all.flatMap((segment) => changeOf(segment, wanted, by, exact) ?? []) : []),
    [wanted, by, exact, store],
  );
  const chosen = found.filter(({ segment }) => !left.has(segment.id));
  const { language } = version;
  return (
    <Popup title={t('act.find')} onClose={onClose} wide>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          for (const { segment, content } of chosen) {
            saving.typed(segment.id, content);
            store.put({ ...(store.get(segment.id) ?? segment) });
          }
          say(t('replace.done', { count: chosen.length }));
          onGo(store.active);
        }}
      >
        <input
          type="search"
          aria-label={t('replace.find')}
          placeholder={t('replace.find')}
          lang={language}
          dir="auto"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <input
          aria-label={t('replace.by')}
          placeholder={t('replace.by')}
          lang={language}
          dir="auto"
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <label>
          <input type="checkbox" checked={exact} onChange={(event) => setExact(event.currentTarget.checked)} />{' '}
          {t('replace.exact')}
        </label>
        <button type="submit" className="button primary" disabled={chosen.length === 0}>
          {t('replace.submit', { count: chosen.length })}
        </button>
      </form>
      {wanted && found.length === 0 ? <p className="empty">{t('replace.nothing')}</p> : null}
      <ul className="match-list">
        {found.slice(0, SHOWN).map(({ segment, content }) => (
          <li key={segment.id} className="card replace-line">
            <input
              type="checkbox"
              aria-label={t('editor.target-of', { number: segment.ordinal + 1 })}
              checked={!left.has(segment.id)}
              onChange={(event) => {
                const next = new Set(left);
                if (event.currentTarget.checked) next.delete(segment.id);
                else next.add(segment.id);
                setLeft(next);
              }}
            />
            <span lang={language} dir={direction(language)}>
              <Changes from={segment.target.text ?? ''} to={content.text} language={language} />
            </span>
          </li>
        ))}
      </ul>
    </Popup>
  );
}

/** What would become of a segment; undefined where the words do not stand in it. */
function changeOf(
  segment: EditorSegment,
  wanted: string,
  by: string,
  exact: boolean,
): { segment: EditorSegment; content: CodedText } | undefined {
  let content: CodedText = { text: segment.target.text ?? '', codes: segment.target.codes };
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), exact ? 'gu' : 'giu');
  const places = [...content.text.matchAll(pattern)].toReversed();
  if (places.length === 0) return undefined;
  for (const { index, 0: found } of places) content = replaceRange(content, index, index + found.length, by);
  return { segment, content };
}
