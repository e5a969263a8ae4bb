import type { AbstractCursor } from 'mongodb';
import type { Steps } from './operation';

/** Steps whose object is a cursor saved by an earlier step. */
export const cursorSteps: Steps<AbstractCursor> = {
  iterateUntilDocumentOrError: (cursor) => cursor.next(),
  iterateOnce: (cursor) => cursor.tryNext(),
  close: (cursor) => cursor.close(),
};
