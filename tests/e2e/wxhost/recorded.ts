/** A call of `wx` with its first argument. */
export interface Call {
  name: string;
  options: unknown;
}

/** The same calls, each written down before it is done. */
export function recorded(api: Readonly<Record<string, unknown>>, calls: Call[]): Record<string, unknown> {
  const noted =
    (name: string, call: (...given: unknown[]) => unknown) =>
    (...given: unknown[]): unknown => {
      calls.push({ name, options: given[0] });
      return call(...given);
    };
  return Object.fromEntries(
    Object.entries(api).map(([name, value]) => [
      name,
      typeof value === 'function' ? noted(name, value as (...given: unknown[]) => unknown) : value,
    ]),
  );
}
