import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const CHECK_EVERY_MS = 1000;
/** A heap up to here is left to the engine. */
const TOLERATED_BYTES = 160 * 1024 * 1024;
/** How much the heap may grow over what was in use before it is looked through again. */
const GROWTH = 1.5;

/**
 * Gives memory back that commands have left behind. The engine keeps garbage until it needs the room, which after one
 * big command can be a gigabyte for as long as nothing else happens. To be called once, by a process of its own.
 */
export function relieveMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let limit = TOLERATED_BYTES;
  setInterval(() => {
    const { total_heap_size: heap, external_memory: external } = getHeapStatistics();
    if (heap + external <= limit) return;
    collect();
    const after = getHeapStatistics();
    limit = Math.max(TOLERATED_BYTES, GROWTH * (after.used_heap_size + after.external_memory));
  }, CHECK_EVERY_MS).unref();
}
