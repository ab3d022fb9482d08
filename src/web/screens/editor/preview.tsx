import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { languageName } from '../../language/names.ts';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { OverlayProperties } from './overlay-properties.ts';
import { showReaderPage } from './reader-page.ts';

/** The article as readers will see it, the reader's view of the source beside it. */
export function Preview({ article, version, store, saving, onClose }: OverlayProperties) {
  const { t, i18n } = useTranslation();
  const { sourceLanguage, language, kind } = version;
  const given = kind === 'given';
  const name = (tag: string) => languageName(tag, i18n.language);
  return (
    <Popup title={t('act.preview')} onClose={onClose} wide>
      <div className="readers">
        <ReaderView
          article={article.id}
          // A corrected text is read beside what came, a translation beside what it is made from.
          query={given ? { language, text: 'given' } : { language: sourceLanguage }}
          title={given ? t('preview.given') : name(sourceLanguage)}
          first={undefined}
        />
        <ReaderView
          article={article.id}
          query={{ language }}
          title={given ? t('editor.corrected') : name(language)}
          first={() => saving.flush(store.active?.id ?? '')}
        />
      </div>
    </Popup>
  );
}

interface Properties {
  article: string;
  query: { language: string; text?: string };
  title: string;
  /** What has to be done before it is read: what was typed last belongs to it. */
  first: (() => Promise<void>) | undefined;
}

function ReaderView({ article, query, title, first }: Properties) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['preview', article, query],
    staleTime: 0,
    gcTime: 0,
    async queryFn({ signal }) {
      await first?.();
      return request<string>('GET', `/v1/articles/${article}/preview`, { query, signal });
    },
  });
  const show = useCallback(
    (place: HTMLElement | null) => {
      if (place && data !== undefined) showReaderPage(place, data);
    },
    [data],
  );
  return (
    <section className="reader" aria-label={title}>
      <h3>{title}</h3>
      {error ? <ProblemNote error={error} /> : null}
      {data === undefined && !error ? <p className="waiting">{t('waiting')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
      <div className="reader-page" tabIndex={0} role="document" ref={show} />
    </section>
  );
}
