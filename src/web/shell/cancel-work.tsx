import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import { languageName } from '../language/names.ts';
import { useAnnouncer } from './announcer.tsx';
import { Confirm } from './confirm.tsx';
import { ProblemNote } from './problem-note.tsx';

interface Properties {
  article: { id: string; name: string };
  /** Only this language of it. */
  language?: string;
}

/** Calls an article off, or one of its languages: what is over stays, and the rest of its submission goes on. */
export function CancelWork({ article, language }: Properties) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const names = { name: article.name, language: language ? languageName(language, i18n.language) : '' };
  const cancel = useMutation({
    mutationFn: () =>
      request<{ canceled: boolean }>(
        'POST',
        `/v1/articles/${article.id}${language ? `/languages/${language}` : ''}/cancel`,
      ),
    async onSuccess({ canceled }) {
      say(t(canceled ? (language ? 'cancel.language-done' : 'cancel.article-done') : 'cancel.over', names));
      await queries.invalidateQueries({ queryKey: ['articles'] });
      await queries.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
  const title = t(language ? 'cancel.language' : 'cancel.article', names);
  return (
    <>
      <button
        type="button"
        className={`button small ${language ? 'quiet' : 'danger'}`}
        aria-label={title}
        title={title}
        disabled={cancel.isPending}
        onClick={() => setAsking(true)}
      >
        {language ? <span aria-hidden="true">×</span> : t('jobs.cancel')}
      </button>
      {cancel.error ? <ProblemNote error={cancel.error} /> : null}
      {asking ? (
        <Confirm
          title={t(language ? 'cancel.language-title' : 'cancel.article-title', names)}
          act={t('batch.cancel-act')}
          onConfirm={() => cancel.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t(language ? 'cancel.language-about' : 'cancel.article-about')}</p>
        </Confirm>
      ) : null}
    </>
  );
}
