/** The share that a value has of a whole, 0 to 1; none of a whole that is nothing. */
export function shareOf(value: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, value / whole));
}

/** The least share that still shows as a length. */
const LEAST_SHOWN = 0.02;

/** The length of a share; what is there at all is seen. */
export function widthOf(share: number): string {
  return `${share > 0 ? Math.max(LEAST_SHOWN, share) * 100 : 0}%`;
}

/** From where to where a chart reaches. */
export interface Span {
  from: number;
  to: number;
}

/** The span that holds all values and zero, never empty. */
export function spanOf(values: readonly number[]): Span {
  const from = Math.min(0, ...values);
  const to = Math.max(0, ...values);
  return from === to ? { from, to: from + 1 } : { from, to };
}

/** Where a value lies in a span, 0 to 1. */
export function placeIn({ from, to }: Span, value: number): number {
  return from === to ? 0 : Math.min(1, Math.max(0, (value - from) / (to - from)));
}
