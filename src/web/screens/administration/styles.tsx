import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { request } from '../../api/client.ts';
import { languageName } from '../../language/names.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { StyleOptions, stylesQuery } from '../../shell/style-options.tsx';
import { BringStyle, OwnStyleActs } from './own-styles.tsx';

interface Rule {
  language: string;
  form: string;
  insteadOf: string[];
  validFrom?: string;
  validTo?: string;
  note?: string;
}

/** The house styles that there are, what each of them prescribes, and bringing one's own. */
export function Styles() {
  const { t, i18n } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const [wanted, setWanted] = useState('');
  const { data, error } = useQuery(stylesQuery);
  const name = chosen ?? data?.items[0]?.name;
  const style = useQuery({
    queryKey: ['styles', name],
    enabled: name !== undefined,
    queryFn: ({ signal }) =>
      request<{ rules: Rule[]; content: string | null }>('GET', `/v1/styles/${encodeURIComponent(name ?? '')}`, {
        signal,
      }),
  });
  const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const rules = (style.data?.rules ?? []).filter(({ form, insteadOf }) =>
    [form, ...insteadOf].some((text) => fold(text).includes(fold(wanted.trim()))),
  );
  return (
    <section aria-labelledby="styles">
      <h2 id="styles">{t('administration.styles')}</h2>
      <p className="soft">
        {t('style.about')}{' '}
        <Link to="/administration/$section" params={{ section: 'desk' }}>
          {t('style.choose')}
        </Link>
      </p>
      {error ? <ProblemNote error={error} /> : null}
      <BringStyle onKept={setChosen} />
      {style.error ? <ProblemNote error={style.error} /> : null}
      <search className="filters">
        <select
          aria-label={t('submit.style')}
          value={name ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <StyleOptions />
        </select>
        <input
          type="search"
          dir="auto"
          aria-label={t('style.search')}
          placeholder={t('style.search')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <span className="soft">{t('style.rules', { count: rules.length })}</span>
        {name !== undefined && style.data?.content != null ? (
          <OwnStyleActs key={name} name={name} content={style.data.content} onGone={() => setChosen(undefined)} />
        ) : null}
      </search>
      {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no set of fields. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
      <div className="scrolled" tabIndex={0} role="group" aria-labelledby="styles">
        <table className="list upright">
          <thead>
            <tr>
              <th scope="col">{t('inbox.language')}</th>
              <th scope="col">{t('style.form')}</th>
              <th scope="col">{t('style.instead')}</th>
              <th scope="col">{t('style.note')}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={`${rule.language} ${rule.form} ${rule.validFrom}`}>
                <td data-label={t('inbox.language')}>{languageName(rule.language, i18n.language)}</td>
                <td data-label={t('style.form')}>
                  <bdi lang={rule.language} dir={direction(rule.language)}>
                    {rule.form}
                  </bdi>
                </td>
                <td data-label={t('style.instead')}>
                  <bdi lang={rule.language} dir={direction(rule.language)}>
                    {rule.insteadOf.join(' · ')}
                  </bdi>
                </td>
                <td dir="auto" className="soft" data-label={aboutOf(rule) ? t('style.note') : undefined}>
                  {aboutOf(rule)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** When a rule holds, and what is said of it. */
function aboutOf({ validFrom, validTo, note }: Rule): string {
  return [validFrom || validTo ? `${validFrom ?? ''}–${validTo ?? ''}` : '', note ?? ''].filter(Boolean).join(' ');
}
