import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileAddress, request } from '../../api/client.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Output {
  name: string;
  language: string | null;
  bytes: number;
  href: string;
}

/** The files of an article, up to date with what people have written. */
export function Outputs({ article }: { article: string }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['outputs', article],
    enabled: open,
    queryFn: ({ signal }) => request<{ items: Output[] }>('GET', `/v1/articles/${article}/outputs`, { signal }),
  });
  const kilobytes = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 1,
  });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('outputs.title')}</summary>
      {error ? <ProblemNote error={error} /> : null}
      {data?.items.length === 0 ? <p className="empty">{t('outputs.none')}</p> : null}
      <ul className="plain columns">
        {(data?.items ?? []).map(({ name, href, bytes }) => (
          <li key={name}>
            <a href={fileAddress(href)} download={name} dir="ltr">
              {name}
            </a>{' '}
            <span className="soft">{kilobytes.format(bytes / 1000)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
