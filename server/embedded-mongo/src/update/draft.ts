import type { Maybe, Value } from '../bson/values';
import { isArray, isDoc } from '../bson/values';
import { arrayIndex } from './path';

/** A document or array on its way through an update: copied on the first change, made where it is missing. */
export class Draft {
  private own = false;

  constructor(private current: Maybe) {}

  /** The value as it is now. */
  get value(): Maybe {
    return this.current;
  }

  /** Sets a field or element. `undefined` removes a field, and leaves null in an array. */
  put(part: string, value: Maybe): void {
    if (isArray(this.current)) this.putElement(this.current, arrayIndex(part)!, value ?? null);
    else this.putField(part, value);
  }

  private putField(part: string, value: Maybe): void {
    let doc = isDoc(this.current) ? this.current : undefined;
    if (doc === undefined || !this.own) doc = new Map(doc);
    this.own = true;
    this.current = doc;
    if (value === undefined) doc.delete(part);
    else doc.set(part, value);
  }

  private putElement(array: Value[], index: number, value: Value): void {
    const target = this.own ? array : array.slice();
    this.own = true;
    this.current = target;
    while (target.length < index) target.push(null);
    target[index] = value;
  }
}
