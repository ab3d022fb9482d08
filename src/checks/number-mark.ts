/** A number in a text and everything it can mean. */
export interface NumberMark {
  start: number;
  end: number;
  text: string;
  /** `spelled` covers number words, names of hours and Roman numerals. */
  kind: 'figure' | 'spelled' | 'month';
  /** Possible values, canonical: `689000`, `4.5`, `-6`, and `t20:30` for times. Two numbers agree when they share one. */
  values: Set<string>;
  /** The values as the text's own language writes numbers; empty where it does not write them so. */
  native: Set<string>;
  /** The values of the figure alone, where a scale word follows: for languages whose scale words we do not know. */
  figures: Set<string>;
  /** The other text must have it: figures, and spelled-out cardinals where the other text spells out one too. */
  required: boolean;
  /** The mark with what belongs to it: sign, scale word, percent sign. */
  whole: { start: number; end: number; text: string };
  percent: boolean;
  negative: boolean;
}

/** No leading zeros, no zeros at the end of a fraction. */
export function canonical(value: string): string {
  if (!value.includes('.')) return value.startsWith('0') ? value.replace(/^0+(?=\d)/u, '') : value;
  const [integer = '', fraction = ''] = value.split('.');
  const kept = fraction.replace(/0+$/u, '');
  return `${integer.replace(/^0+(?=\d)/u, '')}${kept ? `.${kept}` : ''}`;
}

/** A product of figures without the noise of binary fractions; undefined where it is no plain number any more. */
export function product(value: string, scale: number): string | undefined {
  const result = Number((Number(value) * scale).toPrecision(15));
  return Number.isFinite(result) && result < 1e21 ? canonical(String(result)) : undefined;
}

/** The values that an hour can have: exact where the half of the day is known, else either half. */
export function hourValues(hour: number, minute: string, half: 'am' | 'pm' | 'exact' | undefined): string[] {
  const at = (h: number): string => `t${h % 24}:${minute}`;
  if (half === 'pm') return [at((hour % 12) + 12)];
  if (half === 'am') return [at(hour % 12)];
  return half === 'exact' || hour > 12 ? [at(hour)] : [at(hour), at(hour + 12)];
}
