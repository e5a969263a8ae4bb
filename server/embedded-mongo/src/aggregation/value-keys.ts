import { encodeKey } from '../bson/keys';
import { isNumeric, toBigIntExact } from '../bson/numeric';
import { BsonSymbol, type Doc, isArray, isDoc, type Maybe, ObjectId, type Value } from '../bson/values';
import type { Collator } from '../operation';

// Prefixes beyond latin-1, so that a short key is never equal to an encoded one.
const STRING = '\u0100';
const INTEGER = '\u0101';
const OBJECT_ID = '\u0102';
const OTHER = '\u0103';

/** Maps values to strings that are equal exactly where the values compare equal: keys of groups, sets and partitions. */
export class ValueKeys {
  private readonly classes: StringClasses | undefined;

  constructor(collator?: Collator) {
    this.classes = collator && new StringClasses(collator);
  }

  /** The key of a value. */
  keyOf(value: Maybe): string {
    if (typeof value === 'string') return STRING + (this.classes ? this.classes.representative(value) : value);
    if (typeof value === 'number') return INTEGER + value;
    if (value === null || value === undefined) return OTHER;
    if (typeof value === 'boolean') return value ? `${OTHER}t` : `${OTHER}f`;
    if (value instanceof ObjectId) return OBJECT_ID + Buffer.from(value.bytes).toString('latin1');
    if (isNumeric(value)) {
      const whole = toBigIntExact(value);
      if (whole !== undefined) return INTEGER + whole;
    }
    return encodeKey(this.classes ? this.classes.canonical(value) : value).toString('latin1');
  }
}

/** Finds, for each string, the first string met that the collation takes for equal. */
class StringClasses {
  private readonly known = new Map<string, string>();
  private readonly sorted: string[] = [];

  constructor(private readonly collator: Collator) {}

  representative(text: string): string {
    const before = this.known.get(text);
    if (before !== undefined) return before;
    const place = this.placeOf(text);
    const neighbour = this.sorted[place];
    const representative = neighbour !== undefined && this.collator.compare(neighbour, text) === 0 ? neighbour : text;
    if (representative === text) this.sorted.splice(place, 0, text);
    this.known.set(text, representative);
    return representative;
  }

  /** The value with each string in it replaced by its representative. */
  canonical(value: Value): Value {
    if (typeof value === 'string') return this.representative(value);
    if (value instanceof BsonSymbol) return this.representative(value.value);
    if (isArray(value)) return value.map((item) => this.canonical(item));
    if (!isDoc(value)) return value;
    const copy: Doc = new Map();
    for (const [name, field] of value) copy.set(name, this.canonical(field));
    return copy;
  }

  private placeOf(text: string): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.collator.compare(this.sorted[middle]!, text) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
