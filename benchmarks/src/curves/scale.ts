/** A logarithmic axis between two values, and where a value lies on it: from 0 to 1. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly at: (value: number) => number;
  /** Powers of ten on it. */
  readonly decades: readonly number[];
  /** What lies between them, for fine lines. */
  readonly between: readonly number[];
}

/** The least scale of whole decades that holds all of the values. */
export function scaleOf(values: readonly number[]): Scale {
  const lowest = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  return scaleBetween(10 ** lowest, 10 ** highest);
}

/** A scale that ends where its values do. */
export function scaleBetween(from: number, to: number): Scale {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  const first = Math.ceil(low - 1e-9);
  const decades = Array.from({ length: Math.floor(high + 1e-9) - first + 1 }, (_, n) => 10 ** (first + n));
  const fine = [first - 1, ...decades.map((_, n) => first + n)].flatMap((power) =>
    [2, 3, 4, 5, 6, 7, 8, 9].map((times) => times * 10 ** power),
  );
  return {
    from,
    to,
    at: (value) => (Math.log10(value) - low) / (high - low),
    decades,
    between: fine.filter((value) => value > from && value < to),
  };
}
