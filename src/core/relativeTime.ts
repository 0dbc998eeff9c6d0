/** A distance in time, in the unit in which people say it; what `Intl.RelativeTimeFormat` takes. */
export interface RelativeTime {
  /** Negative for the past. */
  readonly value: number;
  readonly unit: 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';
}

const units: readonly (readonly [unit: RelativeTime['unit'], seconds: number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** From one moment to another, both in milliseconds since 1970; less than a minute is now. */
export function relativeTime(then: number, now: number): RelativeTime {
  const seconds = (then - now) / 1000;
  const found = units.find(([, size]) => Math.abs(seconds) >= size);
  return found === undefined ? { value: 0, unit: 'second' } : { value: Math.trunc(seconds / found[1]), unit: found[0] };
}
