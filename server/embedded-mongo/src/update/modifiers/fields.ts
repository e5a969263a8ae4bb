import { compareValues, identical } from '../../bson/compare';
import type { Value } from '../../bson/values';
import type { Operation } from '../../operation';
import type { Modifier, Site } from '../modifier';
import { UNCHANGED } from '../modifier';

/** `$set` */
export function setModifier(_field: string, value: Value): Modifier {
  return {
    change: (current) => (identical(current, value) ? UNCHANGED : value),
    create: () => value,
  };
}

/** `$setOnInsert` */
export function setOnInsertModifier(_field: string, value: Value): Modifier {
  return {
    change: (current, site) => (site.isInsert && !identical(current, value) ? value : UNCHANGED),
    create: (site: Site) => (site.isInsert ? value : UNCHANGED),
  };
}

/** `$unset` */
export function unsetModifier(): Modifier {
  return { change: () => undefined, ignoresBlockedPath: true };
}

/** `$min` */
export function minModifier(_field: string, value: Value, operation: Operation): Modifier {
  return {
    change: (current) => (compareValues(value, current, operation.collator) < 0 ? value : UNCHANGED),
    create: () => value,
  };
}

/** `$max` */
export function maxModifier(_field: string, value: Value, operation: Operation): Modifier {
  return {
    change: (current) => (compareValues(value, current, operation.collator) > 0 ? value : UNCHANGED),
    create: () => value,
  };
}
