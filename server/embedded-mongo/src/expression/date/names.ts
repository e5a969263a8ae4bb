/** Names of the months, January first. */
export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Names of the days of the week, Sunday first. */
export const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Position of a name in a list, written out or cut to three letters, in any case; undefined when it is not there. */
export function positionOfName(name: string, names: readonly string[]): number | undefined {
  const wanted = name.toLowerCase();
  const index = names.findIndex((candidate) => {
    const full = candidate.toLowerCase();
    return wanted === full || wanted === full.slice(0, 3);
  });
  return index < 0 ? undefined : index;
}
