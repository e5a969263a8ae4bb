import { type Model, model, type Schema } from 'mongoose';

/**
 * Names a collection's model. The one place that narrows mongoose's type: documents are read as plain records
 * (`lean`), so the virtual `id` that mongoose adds to its types does not exist for us.
 */
export function defineModel<T>(name: string, schema: Schema<T>, collection: string): Model<T> {
  return model(name, schema, collection) as unknown as Model<T>;
}
