/** Money is an integer number of fen, at most 10 billion yuan. */
export const MAX_FEN = 1_000_000_000_000;

const FEN_PER_YUAN = 100;
const FEN_PER_WAN = 1_000_000;

/** A bill's amount: `6300` -> `63.00`. */
export function formatYuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(fen) / FEN_PER_YUAN);
  return `${sign}${whole}.${String(Math.abs(fen) % FEN_PER_YUAN).padStart(2, '0')}`;
}

/** Assets in 万 with one decimal, cut (never rounded up over a line): `18_699_999` -> `18.6`. */
export function formatWan(fen: number): string {
  const tenths = Math.trunc(fen / (FEN_PER_WAN / 10));
  const sign = tenths < 0 ? '-' : '';
  return `${sign}${Math.trunc(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}`;
}

/** Reads an amount a person typed, in yuan with at most two decimals; null where it is none. */
export function parseYuan(text: string): number | null {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const fen = Number(match[1]) * FEN_PER_YUAN + Number((match[2] ?? '').padEnd(2, '0'));
  return fen <= MAX_FEN ? fen : null;
}
