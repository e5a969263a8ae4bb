import type { Schema } from 'mongoose';

/**
 * Refuses every way of changing or removing a row of a ledger. The one exception, giving the rows of an account that
 * moved to the account it moved into, goes through `moveRows`.
 */
export function appendOnly<T>(schema: Schema<T>, ledger: string): void {
  const refuse = () => {
    throw new Error(`the ledger ${ledger} is append-only`);
  };
  schema.pre(
    [
      'updateOne',
      'updateMany',
      'findOneAndUpdate',
      'findOneAndReplace',
      'replaceOne',
      'deleteOne',
      'deleteMany',
      'findOneAndDelete',
    ],
    refuse,
  );
  schema.pre('bulkWrite', refuse);
  schema.pre('deleteOne', { document: true, query: false }, refuse);
  schema.pre('save', function onlyNew() {
    if (!this.isNew) refuse();
  });
}
