/** What people say of a target: a remark, why it was rejected, why an error in it was let pass. */
export type AnnotationKind = 'comment' | 'rejection' | 'override';

/** Severity levels of MQM (themqm.org): neutral ones are noted and count nothing. */
export const mqmSeverities = ['neutral', 'minor', 'major', 'critical'] as const;
export type MqmSeverity = (typeof mqmSeverities)[number];

/** Penalty points of the severity levels in MQM's usual scoring model (themqm.org, "The MQM scoring models"). */
export const mqmPoints: Record<MqmSeverity, number> = { neutral: 0, minor: 1, major: 5, critical: 25 };

/** The dimensions of the MQM core typology with the types that reviewers of news tell apart (themqm.org, 2021 on). */
export const mqmCategories = [
  'accuracy',
  'accuracy/mistranslation',
  'accuracy/addition',
  'accuracy/omission',
  'accuracy/untranslated',
  'accuracy/do-not-translate',
  'terminology',
  'terminology/inconsistent-with-terminology-resource',
  'terminology/inconsistent-use',
  'terminology/wrong-term',
  'linguistic-conventions',
  'linguistic-conventions/grammar',
  'linguistic-conventions/punctuation',
  'linguistic-conventions/spelling',
  'linguistic-conventions/unintelligible',
  'style',
  'style/organizational-style',
  'style/register',
  'style/awkward-style',
  'style/unidiomatic-style',
  'locale-conventions',
  'locale-conventions/number-format',
  'locale-conventions/date-format',
  'audience-appropriateness',
  'audience-appropriateness/culture-specific-reference',
  'design-and-markup',
  'design-and-markup/markup-tag',
  'verity',
  'verity/completeness',
  'verity/factual-error',
  'other',
] as const;
export type MqmReviewCategory = (typeof mqmCategories)[number];

/** How often a desk approves targets before they are published: not at all, once, or twice and then by two people. */
export const reviewSteps = [0, 1, 2] as const;
export type ReviewSteps = (typeof reviewSteps)[number];

/** What was done to a target. */
export const targetActs = [
  'machine',
  'propagate',
  'edit',
  'confirm',
  'review',
  'finalize',
  'reject',
  'replace',
  'split',
  'merge',
  'undo',
  'reopen',
  'carry',
  'uncut',
] as const;
export type TargetAct = (typeof targetActs)[number];
