import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { languageName } from '../../language/names.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Chart } from './chart.tsx';
import { Figures } from './figures.tsx';
import {
  averaged,
  type Quality as Figured,
  narrowed,
  periodsBetween,
  type QualityFilters,
  type Step,
  stacked,
} from './series.ts';
import '../lists.css';
import './quality.css';

/** Days that are looked at, and the steps that they are shown in. */
const spans: Record<number, Step> = { 7: 'day', 30: 'day', 90: 'week', 365: 'month' };
const DAY_MS = 86_400_000;

/** What the checks find, how much of machines' texts people change, and how long it takes them: over time, by engine. */
export function Quality() {
  const { t, i18n } = useTranslation();
  const [days, setDays] = useState(30);
  const [filters, setFilters] = useState<QualityFilters>({});
  const [by, setBy] = useState<'kind' | 'engine'>('kind');
  const step = spans[days] ?? 'day';
  const { data, error, refetch } = useQuery({
    queryKey: ['quality', days, i18n.language],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - (days - 1) * DAY_MS).toISOString();
      return request<Figured>('GET', '/v1/quality', { query: { from, by: step }, signal });
    },
    placeholderData: (before) => before,
  });
  const rows = data ? [...data.findings, ...data.rejections, ...data.edits] : [];
  const languages = unique(rows.map(({ language }) => language));
  const engines = unique(rows.map(({ engine }) => engine ?? ''));
  const engineName = (engine: string | null) => engine || t('quality.no-engine');
  const seen = data && narrowed(data, filters);
  const periods = seen
    ? periodsBetween(
        seen.from,
        seen.to,
        step,
        rows.map(({ period }) => period),
      )
    : [];
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  // Whoever confirms quickly spends less than half a second on a word.
  const seconds = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const chart = { periods, step };
  return (
    <>
      <title>{`${t('act.go.quality')} · Interlinear`}</title>
      <h1>{t('act.go.quality')}</h1>
      <search className="filters">
        <Choice
          label={t('quality.period')}
          value={String(days)}
          options={Object.keys(spans).map((one) => [one, t('quality.last-days', { count: Number(one) })])}
          onChange={(value) => setDays(Number(value))}
        />
        <Choice
          label={t('inbox.language')}
          value={filters.language ?? ''}
          options={[
            ['', t('inbox.every-language')],
            ...languages.map((tag): [string, string] => [tag, languageName(tag, i18n.language)]),
          ]}
          onChange={(value) => setFilters({ ...filters, language: value || undefined })}
        />
        <Choice
          label={t('quality.engine')}
          value={filters.engine ?? '*'}
          options={[
            ['*', t('quality.every-engine')],
            ...engines.map((engine): [string, string] => [engine, engineName(engine)]),
          ]}
          onChange={(value) => setFilters({ ...filters, engine: value === '*' ? undefined : value })}
        />
      </search>
      {data || error ? null : <p className="waiting">{t('waiting')}</p>}
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {data && !data.complete ? <p className="note">{t('quality.incomplete')}</p> : null}
      {seen ? (
        <>
          <Figures quality={seen} />
          <div className="charts">
            <Chart
              {...chart}
              title={t('quality.findings')}
              about={t('quality.findings-about')}
              kind="columns"
              whole
              series={stacked(
                seen.findings,
                periods,
                (row) => (by === 'kind' ? row.title : engineName(row.engine)),
                ({ findings }) => findings,
                t('quality.others'),
              )}
              format={(value) => number.format(value)}
            >
              <fieldset className="switch">
                <legend className="heard">{t('quality.split')}</legend>
                {(['kind', 'engine'] as const).map((one) => (
                  <label key={one}>
                    <input type="radio" name="split" checked={by === one} onChange={() => setBy(one)} />{' '}
                    {t(`quality.by-${one}`)}
                  </label>
                ))}
              </fieldset>
            </Chart>
            <Chart
              {...chart}
              title={t('quality.edited')}
              about={t('quality.edited-about')}
              kind="lines"
              series={averaged(
                seen.edits,
                periods,
                ({ engine }) => engineName(engine),
                ({ edited }) => edited,
                ({ segments }) => segments,
              )}
              format={(value) => percent.format(value)}
            />
            <Chart
              {...chart}
              title={t('quality.time')}
              about={t('quality.time-about')}
              kind="lines"
              series={averaged(
                seen.edits,
                periods,
                ({ engine }) => engineName(engine),
                ({ secondsPerWord }) => secondsPerWord,
                ({ timedWords }) => timedWords,
              )}
              format={(value) => t('quality.seconds', { seconds: seconds.format(value) })}
            />
            <Chart
              {...chart}
              title={t('quality.rejections')}
              about={t('quality.rejections-about')}
              kind="columns"
              whole
              series={stacked(
                seen.rejections,
                periods,
                ({ category }) => (category ? t(`mqm.${category.split('/')[0]}`) : t('mqm.other')),
                ({ points, rejections }) => Math.max(points, rejections),
                t('quality.others'),
              )}
              format={(value) => number.format(value)}
            />
          </div>
        </>
      ) : null}
    </>
  );
}

interface ChoiceProperties {
  label: string;
  value: string;
  options: [value: string, name: string][];
  onChange(value: string): void;
}

function Choice({ label, value, options, onChange }: ChoiceProperties) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  );
}

function unique(values: (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}
