const FEN_PER_TENTH_OF_WAN = 100_000;

/** A count with separators: `1204` -> `1,204`. */
export function countOf(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Assets in fen as `18.6 万`, cut and never rounded up over a line. */
export function wanOf(fen: number): string {
  const tenths = Math.trunc(fen / FEN_PER_TENTH_OF_WAN);
  const sign = tenths < 0 ? '−' : '';
  const whole = Math.trunc(Math.abs(tenths) / 10);
  return `${sign}${countOf(whole)}.${Math.abs(tenths) % 10} 万`;
}

/** Digits in groups of four, easier to read out: `12345678` -> `1234 5678`. */
export function groupsOfFour(digits: string): string {
  return digits.replace(/(.{4})(?=.)/g, '$1 ');
}

/** A distance in metres as people say it: `420 米`, `1.2 公里`, `15 公里`. */
export function distanceOf(meters: number): string {
  if (meters < 1000) return `${Math.max(10, Math.round(meters / 10) * 10)} 米`;
  return meters < 9950 ? `${(meters / 1000).toFixed(1)} 公里` : `${Math.round(meters / 1000)} 公里`;
}
