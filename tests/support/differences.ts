import type { Difference } from '../../server/src/db/difference';

/** Everything a checker finds. */
export async function differences(found: AsyncIterable<Difference>): Promise<Difference[]> {
  const list: Difference[] = [];
  for await (const difference of found) list.push(difference);
  return list;
}
