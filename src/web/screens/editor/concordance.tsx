import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { request } from '../../api/client.ts';
import type { Span } from '../../api/segments.ts';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Line {
  unit: string;
  memory: string;
  origin: string;
  author: string | null;
  language: string;
  text: string;
  spans: Span[];
  others: { language: string; text: string; spans: Span[] }[];
}

interface Properties {
  phrase: string;
  from: string;
  to: string;
  onInsert(text: string): void;
  onClose(): void;
}

/** The units of the memory in which a phrase stands, and how it was translated in each. */
export function Concordance({ phrase, from, to, onInsert, onClose }: Properties) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(phrase);
  const [asked, setAsked] = useState(phrase);
  const { data, error, isFetching } = useQuery({
    queryKey: ['concordance', from, to, asked],
    enabled: asked.trim() !== '',
    queryFn: ({ signal }) =>
      request<{ lines: Line[]; complete: boolean }>('POST', '/v1/memories/concordance', {
        body: { phrase: asked.trim(), from, to },
        signal,
      }),
  });
  return (
    <Popup title={t('act.concordance')} onClose={onClose} wide>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(wanted);
        }}
      >
        <input
          type="search"
          aria-label={t('concordance.phrase')}
          placeholder={t('concordance.phrase')}
          lang={from}
          dir="auto"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <button type="submit" className="button primary">
          {t('search')}
        </button>
      </form>
      {error ? <ProblemNote error={error} /> : null}
      {data?.lines.length === 0 && !isFetching ? <p className="empty">{t('concordance.nothing')}</p> : null}
      <ol className="match-list">
        {(data?.lines ?? []).map((line) => (
          <li key={line.unit} className="card">
            <p lang={line.language} dir={direction(line.language)}>
              {marked(line.text, line.spans)}
            </p>
            {line.others.map((other) => (
              <p key={other.language} className="match-target" lang={other.language} dir={direction(other.language)}>
                {marked(other.text, other.spans)}{' '}
                <button type="button" className="button small" onClick={() => onInsert(partOf(other))}>
                  {t('concordance.insert')}
                </button>
              </p>
            ))}
            <p className="empty">
              <bdi>{line.memory}</bdi> {line.author ? <bdi>· {line.author}</bdi> : null}
            </p>
          </li>
        ))}
      </ol>
    </Popup>
  );
}

/** What stands for the phrase, where that is known; else the whole text. */
function partOf({ text, spans }: { text: string; spans: Span[] }): string {
  const [first] = spans;
  return first ? text.slice(first.start, first.end) : text;
}

function marked(text: string, spans: Span[]): ReactNode[] {
  const pieces: ReactNode[] = [];
  let done = 0;
  for (const { start, end } of spans) {
    if (start < done) continue;
    pieces.push(
      text.slice(done, start),
      <mark key={start} className="hit">
        {text.slice(start, end)}
      </mark>,
    );
    done = end;
  }
  return [...pieces, text.slice(done)];
}
