import mongoose, { type ClientSession } from 'mongoose';

/**
 * Runs `work` in one transaction and gives back its result. It may run more than once (conflicts are retried
 * by the driver), so it must do nothing outside the database; side effects go through the outbox.
 */
export async function inTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  return mongoose.connection.getClient().withSession((session) =>
    session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
    }),
  );
}
