import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../api/articles.ts';
import { fileAddress, request } from '../api/client.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import { Tabs } from '../shell/tabs.tsx';
import './lists.css';

interface Properties<Item, View extends string> {
  title: string;
  /** Name of the collection in the API, and in what is remembered of its answers. */
  collection: 'memories' | 'glossaries';
  words: { newName: string; make: string; none: string; which: string };
  /** What one is made of beside its name; undefined for whoever may not make one. */
  made: object | undefined;
  /** How much is in one, in words. */
  size(item: Item): string;
  /** Formats that one is downloaded in. */
  formats: readonly string[];
  /** How files are read into it. @param again reads the list anew */
  reading(item: Item, again: () => void): ReactNode;
  views: readonly { id: View; name: string }[];
  /** A view of one. */
  children(view: View, item: Item, again: () => void): ReactNode;
}

/** Several stores of one kind, one of them open: make one, choose one, files out and in, and views of what is in it. */
export function Shelf<Item extends { id: string; name: string }, View extends string>(
  properties: Properties<Item, View>,
) {
  const { title, collection, words, made, size, formats, reading, views, children } = properties;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const [view, setView] = useState(views[0]?.id as View);
  const address = `/v1/${collection}`;
  const { data, error } = useQuery({
    queryKey: [collection],
    queryFn: ({ signal }) => request<Page<Item>>('GET', address, { query: { limit: 200 }, signal }),
  });
  const read = () => queries.invalidateQueries({ queryKey: [collection] });
  const again = () => void read();
  const make = useMutation({
    mutationFn: (name: string) => request<Item>('POST', address, { body: { name, ...made } }),
    onSuccess({ id }) {
      setChosen(id);
      return read();
    },
  });
  const item = data?.items.find(({ id }) => id === chosen) ?? data?.items[0];
  return (
    <>
      <title>{`${title} · Interlinear`}</title>
      <header className="screen-head">
        <h1>{title}</h1>
        {made ? (
          <form
            className="search"
            onSubmit={(event) => {
              event.preventDefault();
              const form = event.currentTarget;
              const name = String(new FormData(form).get('name')).trim();
              make.mutate(name, { onSuccess: () => form.reset() });
            }}
          >
            <input name="name" required maxLength={200} aria-label={words.newName} placeholder={words.newName} />
            <button type="submit" className="button" disabled={make.isPending}>
              {words.make}
            </button>
          </form>
        ) : null}
      </header>
      {data || error ? null : <p className="waiting">{t('waiting')}</p>}
      {error ? <ProblemNote error={error} /> : null}
      {make.error ? <ProblemNote error={make.error} /> : null}
      {data && !item ? <p className="empty-screen">{words.none}</p> : null}
      {item ? (
        <>
          <div className="card toolbar">
            <label>
              {words.which}{' '}
              <select value={item.id} onChange={(event) => setChosen(event.currentTarget.value)}>
                {data?.items.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <span className="soft">{size(item)}</span>
            <span className="downloads">
              {formats.map((format) => (
                <a
                  key={format}
                  className="button small"
                  href={fileAddress(`${address}/${item.id}/export`, { format })}
                  download
                >
                  {t('export', { format: format.toUpperCase() })}
                </a>
              ))}
            </span>
            {reading(item, again)}
          </div>
          <Tabs<View> label={title} tabs={[...views]} chosen={view} onChoose={setView}>
            {children(view, item, again)}
          </Tabs>
        </>
      ) : null}
    </>
  );
}
