import { formatValue } from '../bson/js';
import type { Doc, Value } from '../bson/values';

/** A field and its value as MongoDB's messages quote them: `a: 1`. */
export function elementText(name: string, value: Value): string {
  return `${name}: ${formatValue(value)}`;
}

/** How messages name the document at fault: `_id: 1`. */
export function idText(doc: Doc): string {
  const id = doc.get('_id');
  return id === undefined ? 'no id' : elementText('_id', id);
}
