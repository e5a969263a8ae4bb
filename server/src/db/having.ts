import { Types } from 'mongoose';

/**
 * The condition for an id that a document may have or not, or have as null. Where an index holds only those that have one
 * (`partialFilterExpression` with `$type`), a planner takes it only where the question says the type too.
 */
export function havingId(id: string | Types.ObjectId) {
  return { $eq: new Types.ObjectId(id), $type: 'objectId' as const };
}
