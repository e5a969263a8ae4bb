const FEN_PER_TENTH_OF_WAN = 100_000;
const FEN_PER_HUNDREDTH_OF_YI = 100_000_000;
/** Ten 亿: below it an amount in 万 is short enough. */
const YI_FROM_FEN = 100_000_000_000;

/** A count with separators: `1204` -> `1,204`. */
export function countOf(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Assets in fen as `18.6 万`, cut and never rounded up over a line; what a branch holds in all as `12.34 亿`. */
export function wanOf(fen: number): string {
  if (Math.abs(fen) >= YI_FROM_FEN) return yiOf(fen);
  const tenths = Math.trunc(fen / FEN_PER_TENTH_OF_WAN);
  const sign = tenths < 0 ? '−' : '';
  const whole = Math.trunc(Math.abs(tenths) / 10);
  return `${sign}${countOf(whole)}.${Math.abs(tenths) % 10} 万`;
}

function yiOf(fen: number): string {
  const hundredths = Math.trunc(Math.abs(fen) / FEN_PER_HUNDREDTH_OF_YI);
  const decimals = String(hundredths % 100).padStart(2, '0');
  return `${fen < 0 ? '−' : ''}${countOf(hundredths / 100)}.${decimals} 亿`;
}

/** What is missing to an amount, rounded up: with `1.4 万` more it must be enough. */
export function upWan(fen: number): string {
  return wanOf(Math.ceil(fen / FEN_PER_TENTH_OF_WAN) * FEN_PER_TENTH_OF_WAN);
}

/** A line of tiers without the decimal that is none: `20 万`. */
export function roundWan(fen: number): string {
  return wanOf(fen).replace('.0 ', ' ');
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
