import { useTranslation } from 'react-i18next';
import { meanOf, type Quality } from './series.ts';

/** The period in a few numbers. */
export function Figures({ quality }: { quality: Quality }) {
  const { t, i18n } = useTranslation();
  const { edits } = quality;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const words = sum(edits.map((one) => one.words));
  const measured = edits.filter(({ edited }) => edited !== null);
  const segments = sum(measured.map((one) => one.segments));
  const findings = sum(quality.findings.map((one) => one.findings));
  const edited = meanOf(
    edits,
    (one) => one.edited,
    (one) => one.segments,
  );
  const seconds = meanOf(
    edits,
    (one) => one.secondsPerWord,
    (one) => one.timedWords,
  );
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const figures: [name: string, value: string][] = [
    ['words', number.format(words)],
    ['changed', edited === null ? '–' : percent.format(edited)],
    ['untouched', segments === 0 ? '–' : percent.format(sum(measured.map((one) => one.untouched)) / segments)],
    ['open', number.format(findings)],
    ['seconds', seconds === null ? '–' : t('quality.seconds', { seconds: number.format(seconds) })],
  ];
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name} className="card">
          <dt>{t(`quality.figure.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
