import vm from 'node:vm';
import v8 from 'node:v8';

/** One measured thing. Times in milliseconds, sizes in bytes. */
export interface Measurement {
  readonly name: string;
  readonly unit: 'ms' | 'bytes';
  readonly median: number;
  readonly p95: number;
  readonly samples: number;
  /** What the median must stay below, where something is promised. */
  readonly limit?: number;
  /** What the 95th percentile must stay below, where something is promised. */
  readonly limit95?: number;
}

export interface Bench {
  readonly name: string;
  run(): readonly Measurement[] | Promise<readonly Measurement[]>;
}

export interface MeasureOptions {
  readonly limit?: number;
  /** Default 50. */
  readonly samples?: number;
  /** How often it runs within one sample, so that a sample is longer than the clock's grain. Default 1. */
  readonly repeat?: number;
}

/** Runs something until it is warm, then as often as asked, and tells how long it takes. */
export function measure(name: string, run: () => unknown, options: MeasureOptions = {}): Measurement {
  const { samples = 50, repeat = 1, limit } = options;
  for (let index = 0; index < Math.max(3, samples / 5); index++) for (let each = 0; each < repeat; each++) run();
  const times = Array.from({ length: samples }, () => {
    const started = performance.now();
    for (let each = 0; each < repeat; each++) run();
    return (performance.now() - started) / repeat;
  });
  return { name, unit: 'ms', ...quantiles(times), samples, ...(limit === undefined ? {} : { limit }) };
}

/** The same for what ends later: one run after the other, each a sample. Warmed by two runs unless told otherwise. */
export async function measureAsync(
  name: string,
  run: () => Promise<unknown>,
  { samples, warm = 2, limit }: { readonly samples: number; readonly warm?: number; readonly limit?: number },
): Promise<Measurement> {
  for (let index = 0; index < warm; index++) await run();
  const times: number[] = [];
  for (let index = 0; index < samples; index++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return { name, unit: 'ms', ...quantiles(times), samples, ...(limit === undefined ? {} : { limit }) };
}

/** Of times measured elsewhere. */
export function quantiles(values: readonly number[]): { readonly median: number; readonly p95: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

/** Bytes that a value keeps alive on the heap. */
export function retained(name: string, make: () => unknown): Measurement {
  const before = heap();
  const value = make();
  const size = heap() - before;
  // The value must live until it has been weighed.
  if (value === undefined) throw new Error(`${name} made nothing.`);
  return { name, unit: 'bytes', median: size, p95: size, samples: 1 };
}

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;
