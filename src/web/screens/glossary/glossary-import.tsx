import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { FileChoice } from '../../shell/file-choice.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Conflict {
  line: number;
  kind: 'differs' | 'two-preferred';
  concept: string;
  language: string;
  text: string;
  other?: string;
  there: string;
  here: string;
}

interface Report {
  new: number;
  same: number;
  replaced: number;
  refused: number;
  conflicting: number;
  noticed: number;
  refusals: { line: number; message: string; ignored: boolean }[];
  conflicts: Conflict[];
  notices: { line: number; message: string }[];
  error?: { title: string; detail?: string };
}

interface Properties {
  glossary: string;
  onDone(): void;
}

/** Reads a glossary file in: first it is looked at, and where it disagrees with the glossary somebody says who wins. */
export function GlossaryImport({ glossary, onDone }: Properties) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const [file, setFile] = useState<File>();
  const [merge, setMerge] = useState<'keep' | 'replace'>('keep');
  const send = (wanted: File, rule: 'keep' | 'replace', dryRun: boolean) => {
    const body = new FormData();
    body.append('file', wanted, wanted.name);
    return request<Report>('POST', `/v1/glossaries/${glossary}/import`, { body, query: { merge: rule, dryRun } });
  };
  const look = useMutation({
    mutationFn: ({ wanted, rule }: { wanted: File; rule: 'keep' | 'replace' }) => send(wanted, rule, true),
  });
  const read = useMutation({
    mutationFn: (wanted: File) => send(wanted, merge, false),
    onSuccess(report) {
      say(t('import.done', said(report)));
      setFile(undefined);
      onDone();
    },
  });
  // What is shown stays until the other rule has been looked at.
  const latest = useRef<Report>(undefined);
  if (look.data) latest.current = look.data;
  const report = look.data ?? (look.isPending ? latest.current : undefined);
  return (
    <div className="file-import">
      <FileChoice
        label={t('glossary.import')}
        accept=".csv,.tsv,.tbx,.txt"
        onChoose={([wanted]) => {
          if (!wanted) return;
          read.reset();
          latest.current = undefined;
          setFile(wanted);
          look.mutate({ wanted, rule: merge });
        }}
      />
      {read.data ? <p role="status">{t('import.done', said(read.data))}</p> : null}
      {file ? (
        <Popup title={t('import.preview', { file: file.name })} wide onClose={() => setFile(undefined)}>
          {look.isPending && !report ? <p className="waiting">{t('waiting')}</p> : null}
          {look.error ? <ProblemNote error={look.error} /> : null}
          {report ? (
            <>
              <p>
                {t('import.would', {
                  added: report.new,
                  same: report.same,
                  conflicting: report.conflicting,
                  refused: report.refused,
                })}
              </p>
              {report.error ? (
                <p className="note note-error">{[report.error.title, report.error.detail].filter(Boolean).join(' ')}</p>
              ) : null}
              {report.conflicts.length > 0 ? (
                <>
                  <fieldset className="switch">
                    <legend>{t('import.who-wins')}</legend>
                    {(['keep', 'replace'] as const).map((rule) => (
                      <label key={rule}>
                        <input
                          type="radio"
                          name="merge"
                          checked={merge === rule}
                          onChange={() => {
                            setMerge(rule);
                            look.mutate({ wanted: file, rule });
                          }}
                        />{' '}
                        {t(`import.${rule}`)}
                      </label>
                    ))}
                  </fieldset>
                  <table className="list">
                    <caption className="heard">{t('import.conflicts')}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{t('import.line')}</th>
                        <th scope="col">{t('import.wording')}</th>
                        <th scope="col">{t('import.there')}</th>
                        <th scope="col">{t('import.here')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {report.conflicts.map((conflict) => (
                        <tr key={`${conflict.line} ${conflict.kind} ${conflict.language}`}>
                          <td>{conflict.line}</td>
                          <td>
                            <bdi lang={conflict.language}>{conflict.text}</bdi>{' '}
                            <span className="soft">{conflict.language}</span>
                          </td>
                          <td>
                            {conflict.other ? <bdi lang={conflict.language}>{conflict.other}</bdi> : null}{' '}
                            <span className="soft">{t(`glossary.status.${conflict.there}`)}</span>
                          </td>
                          <td>{t(`glossary.status.${conflict.here}`)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </>
              ) : null}
              <Lines title={t('import.refusals')} lines={report.refusals} />
              <Lines title={t('import.notices')} lines={report.notices} />
              {read.error ? <ProblemNote error={read.error} /> : null}
              <div className="popup-acts">
                <button type="button" className="button" onClick={() => setFile(undefined)}>
                  {t('leave')}
                </button>
                <button
                  type="button"
                  className="button primary"
                  disabled={read.isPending || report.new + report.replaced + report.conflicting === 0}
                  onClick={() => read.mutate(file)}
                >
                  {t('import.read')}
                </button>
              </div>
            </>
          ) : null}
        </Popup>
      ) : null}
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: { line: number; message: string }[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>
        {title} ({lines.length})
      </summary>
      <ul className="plain">
        {lines.map(({ line, message }) => (
          <li key={`${line} ${message}`}>{t('import.at-line', { line, message })}</li>
        ))}
      </ul>
    </details>
  );
}

function said(report: Report) {
  return { added: report.new, same: report.same, changed: report.replaced, refused: report.refused };
}
