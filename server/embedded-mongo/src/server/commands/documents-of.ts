import type { Doc } from '../../bson/values';
import { type Stream, TICK, type Tick } from '../../operation';
import type { Candidate } from '../../planner/types';

/** Documents of candidates, pauses handed on. */
export function* documentsOf(candidates: Stream<Candidate>): Generator<Doc | Tick> {
  for (const candidate of candidates) yield candidate === TICK ? TICK : (candidate as Candidate).doc();
}
