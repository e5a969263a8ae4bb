import mongoose, { type PipelineStage } from 'mongoose';

/**
 * The documents of a pipeline that gives `most` at most, as stored. One command without the driver's cursor around it,
 * which costs as much as the read: for what every request asks. Where it fails, for example because the primary has
 * changed, the driver's own way follows, which asks again by its rules.
 */
export async function readFew<T>(collection: string, pipeline: PipelineStage[], most: number): Promise<T[]> {
  const { db } = mongoose.connection;
  if (!db) throw new mongoose.mongo.MongoNotConnectedError('no database connection');
  try {
    // One more than there are, so that the answer ends the cursor.
    const cursor = { batchSize: most + 1 };
    const answer = await db.command({ aggregate: collection, pipeline, cursor, readConcern: { level: 'majority' } });
    const { id, firstBatch } = answer['cursor'];
    if (Number(id) === 0) return firstBatch as T[];
  } catch (error) {
    // The driver has waited for a server already; a second wait would only be longer.
    if (error instanceof mongoose.mongo.MongoServerSelectionError) throw error;
  }
  return (await db.collection(collection).aggregate(pipeline).toArray()) as T[];
}
