import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Act, acts } from '../keys/acts.ts';
import { useActs, useKeyBoard } from '../keys/key-board.tsx';
import { keysForPeople, keysOf } from '../keys/pressed.ts';
import { collisions, type ProfileName, profiles } from '../keys/profiles.ts';
import { Popup } from './popup.tsx';

/** Which key does what; every one can be changed here. */
export function KeyMap() {
  const { t } = useTranslation();
  const board = useKeyBoard();
  const [open, setOpen] = useState(false);
  const [learning, setLearning] = useState<Act>();
  useActs({ 'key-map': () => setOpen(true) });
  const shared = collisions(board.keys);
  const { wishes } = board;
  const set = (act: Act, keys: string[] | undefined) => {
    const own = { ...wishes.own };
    if (keys) own[act] = keys;
    else delete own[act];
    board.change({ ...wishes, own });
    setLearning(undefined);
  };
  if (!open) return null;
  return (
    <Popup title={t('act.key-map')} onClose={() => setOpen(false)}>
      <label>
        {t('keys.profile')}{' '}
        <select
          value={wishes.profile}
          onChange={(event) => board.change({ ...wishes, profile: event.currentTarget.value as ProfileName })}
        >
          {Object.keys(profiles).map((name) => (
            <option key={name} value={name}>
              {t(`keys.profile.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {shared.map(([keys, list]) => (
        <p key={keys} className="note note-warning" role="alert">
          {t('keys.shared', { keys: keysForPeople(keys), acts: list.map((act) => t(`act.${act}`)).join(' · ') })}
        </p>
      ))}
      <table className="key-map">
        <tbody>
          {(Object.keys(acts) as Act[]).map((act) => (
            <tr key={act}>
              <th scope="row">{t(`act.${act}`)}</th>
              <td>
                {learning === act ? (
                  <input
                    // biome-ignore lint/a11y/noAutofocus: the person has just asked to press a key here.
                    autoFocus
                    readOnly
                    value={t('keys.press')}
                    aria-label={t('keys.press')}
                    onBlur={() => setLearning(undefined)}
                    onKeyDown={(event) => {
                      if (/^(Control|Meta|Alt|Shift|Tab)$/.test(event.key)) return;
                      event.preventDefault();
                      event.stopPropagation();
                      if (event.key === 'Escape') setLearning(undefined);
                      else set(act, [keysOf(event.nativeEvent)]);
                    }}
                  />
                ) : (
                  <button type="button" className="button small quiet" onClick={() => setLearning(act)}>
                    <span className="heard">{t('keys.change', { act: t(`act.${act}`) })} </span>
                    {(board.keys.get(act) ?? []).map((keys) => (
                      <kbd key={keys}>{keysForPeople(keys)}</kbd>
                    ))}
                    {(board.keys.get(act) ?? []).length === 0 ? t('keys.none') : null}
                  </button>
                )}
              </td>
              <td>
                {wishes.own[act] ? (
                  <button type="button" className="button small quiet" onClick={() => set(act, undefined)}>
                    {t('keys.reset')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Popup>
  );
}
