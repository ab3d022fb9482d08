import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { request } from '../../api/client.ts';
import { languageName } from '../../language/names.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

export interface EngineInfo {
  name: string;
  available: boolean;
  error?: { code: string; title: string; detail?: string };
  /** What to do, where it does not work. */
  remedy?: string;
  anyPair: boolean;
  pairs: { from: string; to: string; route: string }[];
  costPerMillionCharacters: number;
  sendsTextOutside: boolean;
}

export interface EngineCosts {
  engine: string;
  calls: number;
  characters: number;
  spent: number;
  spentToday: number;
  reused: number;
  savedByLedger: number;
  charactersPerSecond: number | null;
}

interface Tested {
  text: string;
  route: string;
  version: string;
  milliseconds: number;
  cost: number;
}

interface Properties {
  engine: EngineInfo;
  costs: EngineCosts | undefined;
  onTested(): void;
}

/** An engine: whether it answers, what it can do, what it has cost, and a sentence to try it with. */
export function EngineCard({ engine, costs, onTested }: Properties) {
  const { t, i18n } = useTranslation();
  const test = useMutation({
    mutationFn: (form: FormData) =>
      request<Tested & { to?: string }>('POST', '/v1/engines/test', {
        body: {
          engine: engine.name,
          ...Object.fromEntries(['from', 'to', 'text'].map((name) => [name, String(form.get(name)).trim()])),
        },
      }),
    onSettled: onTested,
  });
  const money = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const languages = [...new Set(engine.pairs.flatMap(({ from, to }) => [from, to]))];
  const name = (tag: string) => languageName(tag, i18n.language);
  const id = `engine-${engine.name}`;
  const to = String(test.variables?.get('to') ?? 'und').trim();
  return (
    <li className="card engine-line">
      <article className="engine" aria-labelledby={id}>
        <div className="note-line">
          <h3 id={id}>
            <bdi>{engine.name}</bdi>
          </h3>
          <span className={`status ${engine.available ? 'status-done' : 'status-failed'}`}>
            {engine.available ? t('engine.works') : t('engine.away')}
          </span>
          <span className="soft">{engine.sendsTextOutside ? t('engine.leaves') : t('engine.stays')}</span>
        </div>
        {engine.remedy ? <p className="soft">{engine.remedy}</p> : null}
        {engine.error ? (
          <p className="failure">{[engine.error.title, engine.error.detail].filter(Boolean).join(' ')}</p>
        ) : null}
        {!engine.available ? null : engine.anyPair ? (
          <p className="soft">{t('engine.any-pair')}</p>
        ) : languages.length > 0 ? (
          <details>
            <summary>{t('engine.pairs', { count: engine.pairs.length })}</summary>
            <ul className="plain columns">
              {engine.pairs.map(({ from, to: target, route }) => (
                <li key={`${from} ${target}`}>
                  {t('engine.pair', { from: name(from), to: name(target) })}{' '}
                  {route.split('>').length > 2 ? (
                    <span className="soft">{t('engine.by-way-of', { language: name(route.split('>')[1] ?? '') })}</span>
                  ) : null}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {costs ? (
          <dl>
            <Figure name={t('engine.calls')} value={number.format(costs.calls)} />
            <Figure name={t('engine.characters')} value={number.format(costs.characters)} />
            <Figure name={t('engine.spent')} value={money.format(costs.spent)} />
            <Figure name={t('engine.reused')} value={number.format(costs.reused)} />
            {costs.charactersPerSecond !== null ? (
              <Figure name={t('engine.speed')} value={number.format(costs.charactersPerSecond)} />
            ) : null}
          </dl>
        ) : null}
        {engine.available ? (
          <details>
            <summary>{t('engine.test')}</summary>
            <form
              className="search"
              onSubmit={(event) => {
                event.preventDefault();
                test.mutate(new FormData(event.currentTarget));
              }}
            >
              {(['from', 'to'] as const).map((side) => (
                <input
                  key={side}
                  name={side}
                  required
                  size={6}
                  dir="ltr"
                  aria-label={t(`engine.test-${side}`)}
                  placeholder={t(`engine.test-${side}`)}
                  defaultValue={engine.pairs[0]?.[side] ?? ''}
                />
              ))}
              <input
                name="text"
                required
                maxLength={300}
                dir="auto"
                className="wide"
                aria-label={t('engine.test-text')}
                placeholder={t('engine.test-text')}
              />
              <button type="submit" className="button" disabled={test.isPending}>
                {test.isPending ? t('waiting') : t('engine.try')}
              </button>
            </form>
            {test.error ? <ProblemNote error={test.error} /> : null}
            {test.data ? (
              <div role="status">
                <p className="tested" lang={to} dir={direction(to)}>
                  {test.data.text}
                </p>
                <p className="soft">
                  {t('engine.tested', {
                    milliseconds: number.format(test.data.milliseconds),
                    cost: money.format(test.data.cost),
                  })}{' '}
                  · <bdi>{test.data.version}</bdi>
                </p>
              </div>
            ) : null}
          </details>
        ) : null}
      </article>
    </li>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
