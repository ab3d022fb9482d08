import type { LanguageTag } from '../model/language.ts';
import type { MemoryTraits, Penalty, TranslationUnit } from '../model/memory.ts';

/** Points that a match loses for what it comes from. */
export interface PenaltyRules {
  /** No person confirmed it: machine text never reaches 100. */
  machine: number;
  otherDesk: number;
  /** The same source has another target too, and the context does not tell which is meant. */
  severalTargets: number;
  /** Another variant of the language: fr-CA for fr. */
  variant: number;
  /** Units that nobody has touched for so many days. Absent: age costs nothing. */
  age?: { days: number; points: number };
}

export const usualPenalties: PenaltyRules = { machine: 5, otherDesk: 1, severalTargets: 1, variant: 1 };

const DAY_MS = 86_400_000;

/** What of a unit its penalties depend on. */
export type PenalisedUnit = Pick<
  TranslationUnit,
  'origin' | 'sourceLanguage' | 'targetLanguage' | 'createdAt' | 'changedAt'
> & { memory?: Pick<MemoryTraits, 'penalty' | 'otherDesk'> };

/** What a unit loses by itself, whatever else was found: all but `several-targets`. */
export function penaltiesOf(
  unit: PenalisedUnit,
  asked: { from: LanguageTag; to: LanguageTag; now: Date },
  rules: PenaltyRules,
): Penalty[] {
  const touched = unit.changedAt ?? unit.createdAt;
  const old = rules.age && touched && asked.now.getTime() - touched.getTime() > rules.age.days * DAY_MS;
  const penalties: Penalty[] = [
    { reason: 'machine', points: unit.origin === 'human' ? 0 : rules.machine },
    { reason: 'other-desk', points: unit.memory?.otherDesk ? rules.otherDesk : 0 },
    { reason: 'age', points: old ? (rules.age?.points ?? 0) : 0 },
    { reason: 'memory', points: unit.memory?.penalty ?? 0 },
    {
      reason: 'variant',
      points: unit.sourceLanguage !== asked.from || unit.targetLanguage !== asked.to ? rules.variant : 0,
    },
  ];
  return penalties.filter(({ points }) => points !== 0);
}
