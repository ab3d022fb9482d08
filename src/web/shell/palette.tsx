import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Act, acts } from '../keys/acts.ts';
import { useActs, useKeyBoard } from '../keys/key-board.tsx';
import { keysForPeople } from '../keys/pressed.ts';

/** Every act that can be done on this page, found by its name. */
export function Palette() {
  const { t, i18n } = useTranslation();
  const board = useKeyBoard();
  const [open, setOpen] = useState(false);
  const [wish, setWish] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useId();
  useActs({
    palette: () => {
      setWish('');
      setChosen(0);
      setOpen(true);
    },
  });
  const found = useMemo(() => {
    if (!open) return [];
    const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase(i18n.language);
    const wanted = fold(wish).split(/\s+/).filter(Boolean);
    const there = new Set(board.available());
    // What is done to a segment before what is done to the desk, wherever on the page it is done.
    return (Object.keys(acts) as Act[])
      .filter((act) => there.has(act))
      .filter((act) => act !== 'palette')
      .map((act) => ({ act, name: t(`act.${act}`) }))
      .filter(({ name }) => wanted.every((word) => fold(name).includes(word)));
  }, [open, wish, board, t, i18n.language]);
  useEffect(() => {
    if (open) document.getElementById(`${list}-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [open, list, chosen]);
  const perform = (act: Act) => {
    setOpen(false);
    // After the dialog has given the focus back: the act may need the place where it was.
    setTimeout(() => board.perform(act), 0);
  };
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup palette" aria-label={t('act.palette')}>
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={found[chosen] ? `${list}-${chosen}` : undefined}
            aria-label={t('palette.search')}
            placeholder={t('palette.search')}
            value={wish}
            onChange={(event) => {
              setWish(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
              if (step) {
                event.preventDefault();
                setChosen((at) => (at + step + found.length) % Math.max(found.length, 1));
              } else if (event.key === 'Enter') {
                event.preventDefault();
                const act = found[chosen]?.act;
                if (act) perform(act);
              }
            }}
          />
          <div role="listbox" id={list} aria-label={t('act.palette')} className="palette-list">
            {found.map(({ act, name }, index) => (
              // The keyboard works on the box above (aria-activedescendant).
              <div
                key={act}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === chosen}
                tabIndex={-1}
                onPointerDown={() => perform(act)}
              >
                <span>{name}</span>
                {(board.keys.get(act) ?? []).slice(0, 1).map((keys) => (
                  <kbd key={keys}>{keysForPeople(keys)}</kbd>
                ))}
              </div>
            ))}
            {found.length === 0 ? <p className="empty">{t('palette.nothing')}</p> : null}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
