const PATH_OPERATORS = new Set([
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$type',
  '$regex',
  '$options',
  '$elemMatch',
  '$all',
  '$size',
  '$mod',
  '$bitsAllSet',
  '$bitsAllClear',
  '$bitsAnySet',
  '$bitsAnyClear',
  '$near',
  '$nearSphere',
  '$geoNear',
  '$within',
  '$geoWithin',
  '$geoIntersects',
]);

const GEO_OPERATORS = new Set(['$near', '$nearSphere', '$geoNear', '$within', '$geoWithin', '$geoIntersects']);

const WHOLE_DOCUMENT_OPERATORS = new Set([
  '$and',
  '$or',
  '$nor',
  '$expr',
  '$comment',
  '$alwaysTrue',
  '$alwaysFalse',
  '$jsonSchema',
  '$sampleRate',
  '$text',
  '$where',
  '$ref',
  '$id',
  '$db',
]);

/** Operators that ask something of the value at a path (`$not` is apart). */
export function isPathOperator(name: string): boolean {
  return PATH_OPERATORS.has(name);
}

/** Geospatial operators, which this server leaves out. */
export function isGeoOperator(name: string): boolean {
  return GEO_OPERATORS.has(name);
}

/** Operators in the place of a field name. */
export function isWholeDocumentOperator(name: string): boolean {
  return WHOLE_DOCUMENT_OPERATORS.has(name);
}
