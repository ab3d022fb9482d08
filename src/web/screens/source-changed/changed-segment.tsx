import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { languageName } from '../../language/names.ts';
import { type Change, piecesOf } from './revisions.ts';

interface Properties {
  change: Change;
  article: string;
  /** Of the source. */
  language: string;
}

/** A segment as it was and as it is, with what was taken out and put in marked. */
export function ChangedSegment({ change, article, language }: Properties) {
  const { t, i18n } = useTranslation();
  const { kind, ordinal, changes } = change;
  const side = (which: 'old' | 'new') => {
    const text = change[which]?.text;
    if (text === undefined) return <span className="soft">—</span>;
    const stretches =
      kind === 'changed'
        ? changes.flatMap((one) => one[which] ?? [])
        : kind === 'kept'
          ? []
          : [{ start: 0, end: text.length }];
    const Mark = which === 'old' ? 'del' : 'ins';
    return (
      <p lang={language} dir={direction(language)}>
        {piecesOf(text, stretches).map((piece, index) =>
          piece.differs ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name than their place.
            <Mark key={index}>{piece.text}</Mark>
          ) : (
            piece.text
          ),
        )}
      </p>
    );
  };
  return (
    <tr className={`change-${kind}`}>
      <th scope="row">
        {ordinal + 1} <span className="change-kind">{t(`changes.kind.${kind}`)}</span>
        {change.cut ? <small className="soft">{t(`changes.cut.${change.cut}`)}</small> : null}
      </th>
      <td>{side('old')}</td>
      <td>{side('new')}</td>
      <td>
        {kind === 'removed' ? null : (
          <ul className="plain">
            {change.languages.map((target) => (
              <li key={target.language}>
                <Link to="/articles/$article/$language" params={{ article, language: target.language }}>
                  {languageName(target.language, i18n.language)}
                </Link>{' '}
                <span className={`state state-${target.state}`}>{t(`state.${target.state}`)}</span>
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
