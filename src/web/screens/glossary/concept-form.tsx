import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

/** A new concept: what the house writes in two languages. */
export function ConceptForm({ glossary, onDone }: { glossary: string; onDone(): void }) {
  const { t } = useTranslation();
  const add = useMutation({
    mutationFn: (form: FormData) =>
      request('POST', `/v1/glossaries/${glossary}/concepts`, {
        body: {
          // Nobody reads it; two concepts of one wording may well be two things.
          id: [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
          terms: (['first', 'second'] as const).map((place) => ({
            language: String(form.get(`${place}-language`)).trim(),
            text: String(form.get(place)).trim(),
            kind: String(form.get('kind')),
          })),
        },
      }),
    onSuccess: onDone,
  });
  return (
    <details>
      <summary>{t('glossary.add')}</summary>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          add.mutate(new FormData(form), { onSuccess: () => form.reset() });
        }}
      >
        {(['first', 'second'] as const).map((place, index) => (
          <span key={place} className="search">
            <input
              name={`${place}-language`}
              required
              dir="ltr"
              size={6}
              aria-label={t('glossary.language-of', { number: index + 1 })}
              placeholder={index === 0 ? 'fr' : 'en'}
            />
            <input name={place} required dir="auto" aria-label={t('glossary.wording', { number: index + 1 })} />
          </span>
        ))}
        <select name="kind" aria-label={t('glossary.kind')}>
          {['term', 'name', 'acronym'].map((kind) => (
            <option key={kind} value={kind}>
              {t(`glossary.kind.${kind}`)}
            </option>
          ))}
        </select>
        <button type="submit" className="button primary" disabled={add.isPending}>
          {t('glossary.add')}
        </button>
      </form>
      {add.error ? <ProblemNote error={add.error} /> : null}
    </details>
  );
}
