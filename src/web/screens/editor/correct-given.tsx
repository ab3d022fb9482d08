import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { type GivenAnswer, givenAddress } from '../../api/given.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Changes } from './changes.tsx';
import { givenKey } from './given-column.tsx';
import type { OverlayProperties } from './overlay-properties.ts';
import { TargetField, type TargetHandle } from './target-field.tsx';

/** Corrects the given translation beside a segment; what came stays, and what is made from the source is not opened again. */
export function CorrectGiven({
  rows,
  article,
  store,
  onGo,
  onClose,
}: OverlayProperties & { rows: readonly GivenAnswer[] }) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const fields = useRef(new Map<string, TargetHandle>());
  const save = useMutation({
    async mutationFn() {
      for (const row of rows) {
        const content = fields.current.get(row.id)?.content();
        if (!content || content.text === (row.corrected ?? '')) continue;
        const codes = content.codes.map(({ id, at }) => ({ id, at }));
        await request('PUT', givenAddress(article.id, row.id), {
          body: { text: content.text, codes, version: row.version },
        });
      }
    },
    onSuccess() {
      say(t('given.corrected'));
      onClose();
      onGo(store.active);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: givenKey(article.id) }),
  });
  return (
    <Popup title={t('given.correct')} about={t('given.about')} onClose={onClose} wide>
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {rows.map((row) => (
          <div key={row.id} className="split-side">
            <p className="soft" lang={row.language}>
              <Changes from={row.given} to={row.corrected ?? ''} language={row.language} />
            </p>
            <div className="boxed">
              <TargetField
                id={row.id}
                ref={(handle) => {
                  if (handle) fields.current.set(row.id, handle);
                }}
                content={{ text: row.corrected ?? '', codes: row.codes }}
                language={row.language}
                label={t('given.correct')}
                onChange={() => {}}
              />
            </div>
          </div>
        ))}
        {save.error ? <ProblemNote error={save.error} /> : null}
        <button type="submit" className="button primary" disabled={save.isPending}>
          {t('given.save')}
        </button>
      </form>
    </Popup>
  );
}
