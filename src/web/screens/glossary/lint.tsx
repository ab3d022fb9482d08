import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Lint {
  rows: number;
  found: number;
  findings: { kind: string; line: number; concept: string; language: string; text: string; message: string }[];
}

/** What is at odds within a glossary. */
export function GlossaryLint({ glossary }: { glossary: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['glossaries', glossary, 'lint'],
    queryFn: ({ signal }) => request<Lint>('GET', `/v1/glossaries/${glossary}/lint`, { signal }),
  });
  return (
    <>
      {error ? <ProblemNote error={error} /> : null}
      {data?.found === 0 ? <p className="empty-screen">{t('glossary.no-conflicts')}</p> : null}
      <ul className="units">
        {(data?.findings ?? []).map((one) => (
          <li key={`${one.line} ${one.kind} ${one.language}`} className="card">
            <div>
              <bdi lang={one.language}>{one.text}</bdi> <span className="soft">{one.language}</span>
              <p className="plain">{one.message}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
