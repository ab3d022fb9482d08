import { useTranslation } from 'react-i18next';
import type { Present } from './live.ts';
import type { Person } from './segment-store.ts';

/** Colours that names are told apart by; the name is there, too. */
const COLOURS = 6;

/** First letters of the first and the last name, as readers see letters. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...new Intl.Segmenter().segment(word ?? '')][0]?.segment ?? '',
  );
  return letters.join('').toLocaleUpperCase();
}

function colourOf(actor: string): number {
  let sum = 0;
  for (const sign of actor) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 997;
  return sum % COLOURS;
}

function Badge({ actor, name, own }: Person & { own?: boolean | undefined }) {
  const { t } = useTranslation();
  const shown = own ? t('people.you') : name;
  return (
    <span className={`who who-${colourOf(actor)}`} role="img" aria-label={shown} title={shown}>
      <bdi>{initials(name)}</bdi>
    </span>
  );
}

/** Who else has the article open, each person once. */
export function People({ others }: { others: readonly Present[] }) {
  const { t } = useTranslation();
  const people = [...new Map(others.map((one) => [one.actor, one])).values()];
  if (people.length === 0) return null;
  return (
    <ul className="people" aria-label={t('people.here')}>
      {people.map(({ actor, name, own }) => (
        <li key={actor}>
          <Badge actor={actor} name={name} own={own} />
        </li>
      ))}
    </ul>
  );
}

/** Who else is at a segment. */
export function RowPeople({ people }: { people: readonly Person[] }) {
  return [...new Map(people.map((one) => [one.actor, one])).values()].map(({ actor, name }) => (
    <Badge key={actor} actor={actor} name={name} />
  ));
}
