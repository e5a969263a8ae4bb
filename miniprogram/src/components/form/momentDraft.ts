/** Shanghai is 8 hours ahead of UTC all year. */
const OFFSET_MS = 8 * 3_600_000;
const TYPED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** An instant as day and clock of Shanghai, as the field holds it: `2026-11-28T09:00`. */
export function localOf(instant: string | number): string {
  return new Date(new Date(instant).getTime() + OFFSET_MS).toISOString().slice(0, 16);
}

/** The instant that was picked, as ISO in UTC; null while it is not complete. */
export function instantOf(local: string): string | null {
  if (!TYPED.test(local)) return null;
  const at = new Date(`${local}:00.000Z`).getTime() - OFFSET_MS;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
