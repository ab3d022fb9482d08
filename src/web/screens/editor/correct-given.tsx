import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { type GivenAnswer, givenAddress } from '../../api/given.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Changes } from './changes.tsx';
import { type CodedText, sameText } from './coded-text.ts';
import { givenKey } from './given-column.tsx';
import type { OverlayProperties } from './overlay-properties.ts';
import { TargetField } from './target-field.tsx';

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
  // What is typed stays in its field when the service refuses it.
  const [written, setWritten] = useState<ReadonlyMap<string, CodedText>>(
    () => new Map(rows.map((row) => [row.id, standing(row)])),
  );
  const save = useMutation({
    async mutationFn() {
      for (const row of rows) {
        const content = written.get(row.id) ?? standing(row);
        if (sameText(content, standing(row))) continue;
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
                content={written.get(row.id) ?? standing(row)}
                source={{ text: row.given, codes: row.givenCodes }}
                language={row.language}
                label={t('given.correct')}
                onChange={(content) => setWritten((before) => new Map(before).set(row.id, content))}
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

function standing({ corrected, codes }: GivenAnswer): CodedText {
  return { text: corrected ?? '', codes };
}
