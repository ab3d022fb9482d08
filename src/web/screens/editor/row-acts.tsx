import { useTranslation } from 'react-i18next';
import type { Act } from '../../keys/acts.ts';
import { useKeyBoard } from '../../keys/key-board.tsx';
import { keysForPeople } from '../../keys/pressed.ts';

/** What is done to a segment most, for whoever has a finger or a mouse and no keys at hand. */
export function RowActs({ acts }: { acts: readonly Act[] }) {
  const { t } = useTranslation();
  const board = useKeyBoard();
  return (
    <div className="row-acts">
      {acts.map((act, index) => (
        <button
          key={act}
          type="button"
          className={`button small${index === 0 ? ' primary' : ''}`}
          title={(board.keys.get(act) ?? []).map(keysForPeople).join(', ')}
          onClick={(event) => {
            // The act is done to the active segment, which this one is; the row itself need not be told.
            event.stopPropagation();
            board.perform(act);
          }}
        >
          {t(`tool.${act}`)}
        </button>
      ))}
    </div>
  );
}

/** Puts the focus where the work on a row goes on: into its text, or on its button where a field would bring up a keyboard over half of the screen. */
export function focusRow(row: Element | null | undefined, field: { focus(): void } | null): void {
  const button = row?.querySelector<HTMLElement>('.row-acts button');
  if (button && matchMedia('(hover: none) and (pointer: coarse)').matches) button.focus({ preventScroll: true });
  else field?.focus();
}
