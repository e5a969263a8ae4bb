const BY_CLASS: Readonly<Record<string, string[]>> = {
  Int32: ['int', 'number'],
  Long: ['long', 'number'],
  Double: ['double', 'number'],
  Decimal128: ['decimal', 'number'],
  ObjectId: ['objectId'],
  Binary: ['binData'],
  UUID: ['binData'],
  Timestamp: ['timestamp'],
  BSONRegExp: ['regex'],
  Code: ['javascript'],
  MinKey: ['minKey'],
  MaxKey: ['maxKey'],
};

/** Names that `$$type` may call a value by. A whole number of JavaScript may have come from any numeric type. */
export function bsonTypes(value: unknown): string[] {
  if (value === undefined) return [];
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'bigint') return ['long', 'number'];
  if (typeof value === 'number')
    return Number.isInteger(value) ? ['int', 'long', 'double', 'number'] : ['double', 'number'];
  if (typeof value === 'boolean') return ['bool'];
  if (typeof value === 'string') return ['string'];
  if (value instanceof Date) return ['date'];
  if (value instanceof RegExp) return ['regex'];
  if (value instanceof Uint8Array) return ['binData'];
  return BY_CLASS[(value as { _bsontype?: string })._bsontype ?? ''] ?? ['object'];
}
