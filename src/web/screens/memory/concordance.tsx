import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { request } from '../../api/client.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Span {
  start: number;
  end: number;
}

interface Line {
  unit: string;
  language: string;
  text: string;
  spans: Span[];
  others: { language: string; text: string; spans: Span[] }[];
}

/** The units of a memory in which a phrase stands, and how it was translated in each. */
export function MemoryConcordance({ memory }: { memory: string }) {
  const { t } = useTranslation();
  const look = useMutation({
    mutationFn: (form: FormData) => {
      const to = String(form.get('to')).trim();
      return request<{ lines: Line[]; complete: boolean }>('POST', '/v1/memories/concordance', {
        body: {
          phrase: String(form.get('phrase')),
          from: String(form.get('from')).trim(),
          ...(to ? { to } : {}),
          limit: 100,
          memory,
        },
      });
    },
  });
  const { data } = look;
  return (
    <>
      <search>
        <form
          className="filters"
          onSubmit={(event) => {
            event.preventDefault();
            look.mutate(new FormData(event.currentTarget));
          }}
        >
          <input
            type="search"
            name="phrase"
            required
            maxLength={1000}
            dir="auto"
            aria-label={t('concordance.phrase')}
            placeholder={t('concordance.phrase')}
          />
          <input name="from" required size={6} dir="ltr" aria-label={t('engine.test-from')} defaultValue="en" />
          <input name="to" size={6} dir="ltr" aria-label={t('engine.test-to')} placeholder={t('engine.test-to')} />
          <button type="submit" className="button" disabled={look.isPending}>
            {t('search')}
          </button>
        </form>
      </search>
      {look.error ? <ProblemNote error={look.error} /> : null}
      {data ? (
        <p role="status" className="soft">
          {data.lines.length === 0 ? t('concordance.nothing') : t('memory.lines', { count: data.lines.length })}{' '}
          {data.complete ? null : t('memory.more-lines')}
        </p>
      ) : null}
      <ul className="units">
        {(data?.lines ?? []).map((line) => (
          <li key={`${line.unit} ${line.language}`} className="card">
            <div className="unit-texts">
              {[line, ...line.others].map(({ language, text, spans }) => (
                <div key={language} className="unit-text">
                  <span className="soft" dir="ltr">
                    {language}
                  </span>
                  <p lang={language} dir={direction(language)}>
                    <Marked text={text} spans={spans} />
                  </p>
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Marked({ text, spans }: { text: string; spans: Span[] }) {
  let at = 0;
  const pieces = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}
