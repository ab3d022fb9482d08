/** Microseconds that each call took, in the order of the calls. */
export function timed(count: number, call: (at: number) => void): number[] {
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const start = performance.now();
    call(at);
    times.push((performance.now() - start) * 1000);
  }
  return times;
}

/** The smallest value that at least this share (0..1) of the values does not exceed (nearest rank). */
export function percentile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Rounded to so many digits after the point. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
