import { formatValue } from '../bson/js';
import { BsonUndefined, type Doc, type Maybe, UNDEFINED } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { EMPTY_ARRAY } from '../query/key-tuples';
import { partsOfKey } from './index-keys';
import type { StoredIndex } from './stored-index';

/** MongoDB's answer to a second document with the same key in a unique index. `key` is the one in question, as made by `keysOf`. */
export function duplicateKey(namespace: string, index: StoredIndex, doc: Doc, key: Buffer): CommandError {
  const parts = partsOfKey(index, doc, key) ?? [];
  const keyValue: Doc = new Map();
  index.fields.forEach((field, i) => {
    const part = parts[i];
    keyValue.set(field.path, part === EMPTY_ARRAY ? UNDEFINED : ((part as Maybe) ?? null));
  });
  const shown = [...keyValue].map(([path, value]) => {
    return `${path}: ${value instanceof BsonUndefined ? 'undefined' : formatValue(value)}`;
  });
  return new CommandError(
    ErrorCode.DuplicateKey,
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    new Map([
      ['keyPattern', index.spec.get('key') as Doc],
      ['keyValue', keyValue],
    ]),
  );
}
