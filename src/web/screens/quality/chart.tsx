import { type ReactNode, useCallback, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { regional } from '../../language/time.ts';
import { type Series, type Step, ticksFor } from './series.ts';

interface Properties {
  title: string;
  about?: string;
  kind: 'columns' | 'lines';
  periods: string[];
  step: Step;
  series: Series[];
  /** A value as people read it. */
  format(value: number): string;
  /** Whether only whole numbers make sense. */
  whole?: boolean;
  /** What stands beside the title: a switch. */
  children?: ReactNode;
}

const HEIGHT = 240;
const space = { top: 12, end: 12, bottom: 28, start: 52 };
const innerHeight = HEIGHT - space.top - space.bottom;
/** What the name of a period takes, with the space after it. */
const NAME = 76;

/** Figures over time as a picture, and the same figures as a table for whoever rather reads or listens. */
export function Chart({ title, about, kind, periods, step, series, format, whole = false, children }: Properties) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const day = periodNames(i18n.language, step);
  const empty = series.every(({ values }) => values.every((value) => !value));
  const heading = (
    <figcaption>
      <div className="chart-head">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      {about ? <p className="soft">{about}</p> : null}
    </figcaption>
  );
  if (empty)
    return (
      <figure className="card chart" aria-labelledby={id}>
        {heading}
        <p className="empty">{t('quality.nothing')}</p>
      </figure>
    );
  return (
    <figure className="card chart" aria-labelledby={id}>
      {heading}
      <Picture {...{ title, kind, periods, series, format, whole }} day={day} />
      <ul className="legend">
        {series.map(({ name }, index) => (
          <li key={name}>
            <svg viewBox="0 0 24 12" aria-hidden="true">
              {kind === 'columns' ? (
                <rect width="12" height="12" x="6" className={`series series-${index + 1}`} />
              ) : (
                <line x1="1" x2="23" y1="6" y2="6" className={`series-line series-${index + 1}`} />
              )}
            </svg>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('quality.as-table')}</summary>
        {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no set of fields. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
        <div className="scrolled" tabIndex={0} role="group" aria-labelledby={id}>
          <table className="list numbers">
            <thead>
              <tr>
                <th scope="col">{t(`quality.step.${step}`)}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    <bdi>{name}</bdi>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {periods.map((period, at) =>
                series.some(({ values }) => values[at]) ? (
                  <tr key={period}>
                    <th scope="row">
                      <time dateTime={period}>{day(period)}</time>
                    </th>
                    {series.map(({ name, values }) => (
                      <td key={name}>{values[at] === null ? '–' : format(values[at] ?? 0)}</td>
                    ))}
                  </tr>
                ) : null,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

type PictureProperties = Pick<Properties, 'title' | 'kind' | 'periods' | 'series' | 'format'> & {
  whole: boolean;
  day(period: string): string;
};

function Picture({ title, kind, periods, series, format, whole, day }: PictureProperties) {
  const { t, i18n } = useTranslation();
  const rightToLeft = direction(i18n.language) === 'rtl';
  const sums = periods.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  const values = series.flatMap((one) => one.values).filter((value) => value !== null);
  // Drawn as wide as there is room: words in it are as large as all others, on a phone, too.
  const [across, setAcross] = useState(640);
  const measure = useCallback((place: SVGSVGElement | null) => {
    if (!place) return;
    const observer = new ResizeObserver(([entry]) => setAcross(Math.max(entry?.contentRect.width ?? 0, 200)));
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  const inner = { width: across - space.start - space.end, height: innerHeight };
  const ticks = ticksFor(Math.max(...(kind === 'columns' ? sums : values), 0), whole);
  const top = ticks.at(-1) || 1;
  const band = inner.width / periods.length;
  // Time goes the way the page is read.
  const x = (at: number) => {
    const along = band * (at + 0.5);
    return rightToLeft ? across - space.start - along : space.start + along;
  };
  const y = (value: number) => space.top + inner.height * (1 - value / top);
  const edge = rightToLeft ? across - space.start : space.start;
  const every = Math.ceil(periods.length / Math.max(Math.floor(inner.width / NAME), 1));
  const width = Math.max(1.5, Math.min(band * 0.72, 48));
  return (
    <svg
      ref={measure}
      className="picture"
      viewBox={`0 0 ${across} ${HEIGHT}`}
      direction="ltr"
      role="img"
      aria-label={t('quality.picture', { title, from: day(periods[0] ?? ''), to: day(periods.at(-1) ?? '') })}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className="grid"
            x1={edge}
            x2={rightToLeft ? space.end : across - space.end}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={edge + (rightToLeft ? 8 : -8)} y={y(tick)} dy="0.32em" textAnchor={rightToLeft ? 'start' : 'end'}>
            {format(tick)}
          </text>
        </g>
      ))}
      {periods.map((period, at) =>
        at % every === 0 ? (
          <text key={period} className="when" x={x(at)} y={HEIGHT - 8} textAnchor="middle">
            {day(period)}
          </text>
        ) : null,
      )}
      {kind === 'columns'
        ? periods.map((period, at) => {
            let below = 0;
            return series.map((one, index) => {
              const value = one.values[at] ?? 0;
              if (value === 0) return null;
              below += value;
              return (
                <rect
                  key={`${period} ${one.name}`}
                  className={`series series-${index + 1}`}
                  x={x(at) - width / 2}
                  y={y(below)}
                  width={width}
                  height={y(below - value) - y(below)}
                >
                  <title>{`${day(period)} · ${one.name}: ${format(value)}`}</title>
                </rect>
              );
            });
          })
        : series.map((one, index) => (
            <g key={one.name}>
              {runs(one.values).map((run) => (
                <polyline
                  key={run[0]}
                  className={`series-line series-${index + 1}`}
                  points={run.map((at) => `${x(at)},${y(one.values[at] ?? 0)}`).join(' ')}
                />
              ))}
              {one.values.map((value, at) =>
                value === null ? null : (
                  <circle
                    key={periods[at]}
                    className={`series series-${index + 1}`}
                    cx={x(at)}
                    cy={y(value)}
                    r={periods.length > 60 ? 2 : 4}
                  >
                    <title>{`${day(periods[at] ?? '')} · ${one.name}: ${format(value)}`}</title>
                  </circle>
                ),
              )}
            </g>
          ))}
    </svg>
  );
}

/** Places of values without a gap between them: a line does not go where nothing was measured. */
function runs(values: (number | null)[]): number[][] {
  const found: number[][] = [];
  let last = -2;
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    if (last === at - 1) found.at(-1)?.push(at);
    else found.push([at]);
    last = at;
  }
  return found;
}

/** What a period is called: its first day, or the month. */
export function periodNames(language: string, step: Step): (period: string) => string {
  const format = new Intl.DateTimeFormat(regional(language), {
    timeZone: 'UTC',
    ...(step === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' }),
  });
  return (period) => (period ? format.format(new Date(`${period}T00:00:00Z`)) : '');
}
