import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { languageName } from '../../language/names.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { type Concept, type GlossaryInfo, neighbour } from './concepts.ts';
import { TermEditor } from './term-editor.tsx';

interface Properties {
  glossary: GlossaryInfo;
  /** Only concepts with a wording of these kinds: names and acronyms. */
  kinds?: string[];
}

/** The concepts of a glossary, a language a column. Arrow keys go from cell to cell, Enter or F2 writes in one. */
export function ConceptTable({ glossary, kinds }: Properties) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const reviews = useMay('review');
  const table = useRef<HTMLTableElement>(null);
  const [wanted, setWanted] = useState('');
  const [more, setMore] = useState<string[]>([]);
  const [editing, setEditing] = useState<{ cell: string; term: string | undefined }>();
  const [removing, setRemoving] = useState<Concept>();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['glossaries', glossary.id, 'concepts', wanted, kinds],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Concept>>('GET', `/v1/glossaries/${glossary.id}/concepts`, {
        query: { limit: 100, cursor: pageParam, containing: wanted.trim(), ...(kinds ? { kind: kinds } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  const again = () => queries.invalidateQueries({ queryKey: ['glossaries'] });
  const remove = useMutation({
    mutationFn: ({ id, version }: Concept) =>
      request('DELETE', `/v1/glossaries/${glossary.id}/concepts/${encodeURIComponent(id)}`, {
        headers: { 'if-match': `"${version}"` },
      }),
    onSuccess() {
      say(t('glossary.removed'));
      return again();
    },
  });
  const shown = data?.pages.flatMap(({ items }) => items) ?? [];
  const languages = [...new Set([...glossary.languages, ...more])];
  // The editor stays until the table has what was written: where the focus goes then is there to stay.
  const left = useRef<string>(undefined);
  const close = async (cell: string, changed: boolean) => {
    if (changed) {
      say(t('saving.saved'));
      await again();
    }
    left.current = cell;
    setEditing(undefined);
  };
  useEffect(() => {
    if (editing || left.current === undefined) return;
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${left.current}"]`);
    (cell ?? table.current?.closest('section'))?.focus();
    left.current = undefined;
  }, [editing]);
  return (
    <>
      <search className="filters">
        <input
          type="search"
          dir="auto"
          aria-label={t('glossary.search')}
          placeholder={t('glossary.search')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        {reviews ? (
          <form
            className="search"
            onSubmit={(event) => {
              event.preventDefault();
              const form = event.currentTarget;
              const tag = String(new FormData(form).get('language')).trim();
              if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) {
                setMore([...more, tag]);
                form.reset();
              }
            }}
          >
            <input
              name="language"
              required
              size={16}
              dir="ltr"
              pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
              aria-label={t('glossary.add-language')}
              placeholder={t('glossary.add-language')}
            />
            <button type="submit" className="button">
              <span aria-hidden="true">+</span>
              <span className="heard">{t('glossary.add-language')}</span>
            </button>
          </form>
        ) : null}
      </search>
      {error ? <ProblemNote error={error} /> : null}
      {remove.error ? <ProblemNote error={remove.error} /> : null}
      {data && shown.length === 0 ? <p className="empty-screen">{t('glossary.nothing')}</p> : null}
      {shown.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1).
        <section className="scrolled" tabIndex={0} aria-label={t('glossary.table')}>
          <table
            ref={table}
            className="list concepts"
            onKeyDown={(event) => {
              const at = (event.target as HTMLElement).dataset.cell?.split(':').map(Number);
              if (at?.[0] === undefined || at[1] === undefined) return;
              const size: [number, number] = [shown.length, languages.length];
              const next = neighbour(event.key, [at[0], at[1]], size, direction(i18n.language) === 'rtl');
              if (!next) return;
              event.preventDefault();
              table.current?.querySelector<HTMLElement>(`[data-cell="${next.join(':')}"]`)?.focus();
            }}
          >
            <thead>
              <tr>
                {languages.map((language) => (
                  <th key={language} scope="col">
                    {languageName(language, i18n.language)}
                  </th>
                ))}
                {reviews ? (
                  <th scope="col">
                    <span className="heard">{t('people.acts')}</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {shown.map((concept, row) => (
                <tr key={concept.id}>
                  {languages.map((language, column) => {
                    const cell = `${row}:${column}`;
                    const terms = concept.terms.filter((term) => term.language === language);
                    const open = editing?.cell === cell ? editing : undefined;
                    return (
                      <td key={language} lang={language} dir={direction(language)}>
                        {terms.map((term, index) =>
                          open?.term === term.id ? (
                            <TermEditor
                              key={term.id}
                              glossary={glossary.id}
                              {...{ concept, language, term }}
                              onClose={(changed) => void close(cell, changed)}
                              onStale={() => void again()}
                            />
                          ) : (
                            <Wording
                              key={term.id}
                              term={term}
                              {...(reviews
                                ? {
                                    cell: index === 0 ? cell : undefined,
                                    onEdit: () => setEditing({ cell, term: term.id }),
                                  }
                                : {})}
                            />
                          ),
                        )}
                        {!reviews ? null : open && open.term === undefined ? (
                          <TermEditor
                            glossary={glossary.id}
                            {...{ concept, language }}
                            onClose={(changed) => void close(cell, changed)}
                            onStale={() => void again()}
                          />
                        ) : (
                          <button
                            type="button"
                            className="button small quiet add-term"
                            data-cell={terms.length === 0 ? cell : undefined}
                            aria-label={t('glossary.add-wording', {
                              language: languageName(language, i18n.language),
                              concept: concept.terms[0]?.text ?? concept.id,
                            })}
                            onClick={() => setEditing({ cell, term: undefined })}
                          >
                            <span aria-hidden="true">+</span>
                          </button>
                        )}
                      </td>
                    );
                  })}
                  {reviews ? (
                    <td>
                      <button
                        type="button"
                        className="button small quiet"
                        aria-label={t('glossary.remove', { concept: concept.terms[0]?.text ?? concept.id })}
                        onClick={() => setRemoving(concept)}
                      >
                        <span aria-hidden="true">×</span>
                      </button>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {hasNextPage ? (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {t('more')}
        </button>
      ) : null}
      {removing ? (
        <Confirm
          title={t('glossary.remove', { concept: removing.terms[0]?.text ?? removing.id })}
          act={t('delete')}
          onConfirm={() => remove.mutate(removing)}
          onClose={() => setRemoving(undefined)}
        >
          <p>
            {removing.terms.map((term) => (
              <bdi key={term.id} lang={term.language}>
                {term.text}{' '}
              </bdi>
            ))}
          </p>
        </Confirm>
      ) : null}
    </>
  );
}

interface WordingProperties {
  term: Concept['terms'][number];
  cell?: string | undefined;
  onEdit?: () => void;
}

/** A wording as it is read; one that may not be used any more is struck. */
function Wording({ term, cell, onEdit }: WordingProperties) {
  const { t } = useTranslation();
  const gone = term.status === 'deprecated' || term.status === 'superseded';
  const Text = gone ? 'del' : 'bdi';
  const written = (
    <>
      <Text>{term.text}</Text>
      {term.status === 'preferred' ? null : <span className="soft">{t(`glossary.status.${term.status}`)}</span>}
      {term.kind === 'term' ? null : <span className="soft">{t(`glossary.kind.${term.kind}`)}</span>}
      {term.note ? (
        <span className="soft" title={term.note}>
          <span aria-hidden="true">✎</span>
          <span className="heard">{term.note}</span>
        </span>
      ) : null}
    </>
  );
  if (!onEdit) return <div className="wording">{written}</div>;
  return (
    <button
      type="button"
      className="wording"
      data-cell={cell}
      onClick={onEdit}
      onKeyDown={(event) => {
        if (event.key !== 'F2') return;
        event.preventDefault();
        onEdit();
      }}
    >
      {written}
    </button>
  );
}
