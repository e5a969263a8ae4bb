import type { Collection, RecordId, WriteView } from '../../storage/types';
import type { CommandContext } from '../command';
import { TimeSlice } from '../time-slice';
import { collectTargets, recheck, type Target, type TargetQuery } from './targets';
import { WRITE_SLICE_MS, write } from './write';

const CHUNK = 1000;

/**
 * Applies `change` to all documents that answer a query now: collected first, then changed in many short writes,
 * each document checked again. Answers how many `change` was applied to.
 */
export async function changeMany(
  context: CommandContext,
  target: TargetQuery,
  change: (view: WriteView, collection: Collection, found: Target) => boolean,
): Promise<{ matched: number; changed: number }> {
  const { collectionId, recordIds } = await collectTargets(context, target);
  const slice = new TimeSlice();
  let matched = 0;
  let changed = 0;
  for (let from = 0; from < recordIds.length; ) {
    const chunk = recordIds.slice(from, from + CHUNK);
    const done = await write(context, (view) => changeChunk(view, target, { collectionId, chunk }, change));
    matched += done.matched;
    changed += done.changed;
    from += done.examined;
    if (slice.over) await slice.rest(context.operation);
  }
  return { matched, changed };
}

function changeChunk(
  view: WriteView,
  target: TargetQuery,
  { collectionId, chunk }: { collectionId: number; chunk: readonly RecordId[] },
  change: (view: WriteView, collection: Collection, found: Target) => boolean,
): { examined: number; matched: number; changed: number } {
  const collection = view.collection(target.namespace);
  const startedAt = performance.now();
  const done = { examined: 0, matched: 0, changed: 0 };
  for (const recordId of chunk) {
    done.examined += 1;
    const found = recheck(view, collection, { collectionId, recordId }, target);
    if (found && collection) {
      done.matched += 1;
      if (change(view, collection, found)) done.changed += 1;
    }
    if ((done.examined & 7) === 0 && performance.now() - startedAt > WRITE_SLICE_MS) break;
  }
  return done;
}
