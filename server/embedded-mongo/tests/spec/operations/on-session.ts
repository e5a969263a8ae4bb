import type { ClientSession } from 'mongodb';
import { optionsOf, type Steps } from './operation';

/** Steps whose object is a session. */
export const sessionSteps: Steps<ClientSession> = {
  startTransaction: (session, args) => session.startTransaction(args),
  commitTransaction: (session, args) => session.commitTransaction(args),
  abortTransaction: (session, args) => session.abortTransaction(args),
  endSession: (session, args) => session.endSession(args),
  withTransaction: (session, args, context) =>
    session.withTransaction(() => context.run(args['callback'], true), optionsOf(args, 'callback')),
};
