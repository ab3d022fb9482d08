import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { EditorSegment } from '../../api/segments.ts';
import { languageName } from '../../language/names.ts';
import { Popup } from '../../shell/popup.tsx';
import type { OverlayProperties } from './overlay-properties.ts';

/** Roles that readers see as headings, and those they see set apart. */
const elements: Partial<Record<EditorSegment['role'], 'h3' | 'small'>> = {
  headline: 'h3',
  crosshead: 'h3',
  caption: 'small',
  credit: 'small',
  byline: 'small',
};

/** The article as readers will see it, the source beside it. */
export function Preview({ version, store, onGo, onClose }: OverlayProperties) {
  const { t, i18n } = useTranslation();
  const { sourceLanguage, language } = version;
  const read = (segment: EditorSegment, side: 'source' | 'target') => {
    const text = side === 'source' ? segment.source.text : segment.target.text;
    const Element = elements[segment.role] ?? 'p';
    return text ? <Element>{text}</Element> : <p className="nothing">{t('editor.untranslated')}</p>;
  };
  return (
    <Popup title={t('act.preview')} onClose={onClose} wide>
      <table className="reading">
        <thead>
          <tr>
            <th scope="col">{languageName(sourceLanguage, i18n.language)}</th>
            <th scope="col">{languageName(language, i18n.language)}</th>
          </tr>
        </thead>
        <tbody>
          {store.all.map((segment) => (
            <tr key={segment.id} aria-current={segment === store.active ? 'true' : undefined}>
              <td lang={segment.source.language} dir={direction(segment.source.language)}>
                {read(segment, 'source')}
              </td>
              <td lang={language} dir={direction(language)}>
                {read(segment, 'target')}
                <button
                  type="button"
                  className="button small quiet"
                  aria-label={t('findings.go', { number: segment.ordinal + 1 })}
                  onClick={() => onGo(segment)}
                >
                  {segment.ordinal + 1}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Popup>
  );
}
