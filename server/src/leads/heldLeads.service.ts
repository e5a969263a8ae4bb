import { countersOf } from './counters';

/** How many open leads each of these employees holds. */
export async function heldCounts(employeeIds: readonly string[]): Promise<Map<string, number>> {
  const counters = await countersOf(employeeIds);
  return new Map([...counters].map(([id, { held }]) => [id, held]));
}
