import { useTranslation } from 'react-i18next';
import type { InlineCode } from '../../../model/article.ts';
import { useKeyBoard } from '../../keys/key-board.tsx';
import { keysForPeople } from '../../keys/pressed.ts';
import { chipLabel } from './coded-text.ts';

interface Properties {
  codes: readonly InlineCode[];
  onInsert(id: string): void;
}

/** Codes that are offered by themselves; the key puts in the others, one by one. */
const OFFERED = 8;

/** What the source has between its words and the translation lacks: a key puts the next one in where the caret is. */
export function MissingCodes({ codes, onInsert }: Properties) {
  const { t } = useTranslation();
  const { keys } = useKeyBoard();
  const [key] = keys.get('code.1') ?? [];
  return (
    <fieldset className="missing-codes">
      <legend>{t('code.missing', { count: codes.length })}</legend>
      {codes.slice(0, OFFERED).map((code, index) => (
        <button
          key={code.id}
          type="button"
          className="button small"
          title={t('code.insert', { code: code.data })}
          // The caret stays where the code is wanted.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onInsert(code.id)}
        >
          <span className={`chip chip-${code.kind}`} dir="ltr">
            {chipLabel(code)}
          </span>
          {index === 0 && key ? <kbd>{keysForPeople(key)}</kbd> : null}
        </button>
      ))}
    </fieldset>
  );
}
