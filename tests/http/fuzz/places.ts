import type { Ask } from '../walk/visit';
import { alternatives, edgesOf, type InputShapes, type Shape } from './shapes';

export type Part = 'params' | 'query' | 'body';

/** Where a value stands in a call, or could stand, and what it may be. */
export interface Place {
  part: Part;
  path: readonly (string | number)[];
  edges: readonly unknown[];
}

/** A list that waits for news would only take its time. */
const NOT_TRIED = ['wait'];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function propertiesOf(shape: Shape): Record<string, Shape> {
  const properties: Record<string, Shape> = {};
  for (const each of alternatives(shape))
    for (const [name, inner] of Object.entries(each.properties ?? {})) {
      const known = properties[name];
      properties[name] = known ? { anyOf: [known, inner] } : inner;
    }
  return properties;
}

function* placesIn(part: Part, value: unknown, shape: Shape, path: Place['path']): Generator<Place> {
  if (path.length > 0) yield { part, path, edges: edgesOf(shape) };
  if (Array.isArray(value)) {
    const items = alternatives(shape).find((each) => each.items)?.items ?? {};
    for (const [index, item] of value.entries()) yield* placesIn(part, item, items, [...path, index]);
    return;
  }
  const properties = propertiesOf(shape);
  const names = new Set([...Object.keys(isObject(value) ? value : {}), ...Object.keys(properties)]);
  for (const name of names) {
    if (NOT_TRIED.includes(name)) continue;
    yield* placesIn(part, isObject(value) ? value[name] : undefined, properties[name] ?? {}, [...path, name]);
  }
}

/** Every place of an ask and of what else its endpoint would take. */
export function placesOf(ask: Ask, shapes: InputShapes): Place[] {
  return [
    ...placesIn('params', ask.params ?? {}, shapes.params, []),
    ...placesIn('query', ask.query ?? {}, shapes.query, []),
    ...(shapes.body ? placesIn('body', ask.body ?? {}, shapes.body, []) : []),
  ];
}

/** `value` with `item` at a place inside it; the objects on the way are made where they are missing. */
export function put(value: unknown, [step, ...rest]: Place['path'], item: unknown): unknown {
  if (step === undefined) return item;
  if (typeof step === 'number' && Array.isArray(value))
    return step < value.length ? value.with(step, put(value[step], rest, item)) : value;
  const fields = isObject(value) ? value : {};
  return { ...fields, [step]: put(fields[step], rest, item) };
}

/** `value` without what stands at a place inside it. */
export function without(value: unknown, [step, ...rest]: Place['path']): unknown {
  if (step === undefined) return value;
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_item, index) => index !== step)
      : value.map((item: unknown, index) => (index === step ? without(item, rest) : item));
  if (!isObject(value)) return value;
  const { [step]: inner, ...others } = value;
  return rest.length === 0 ? others : { ...others, [step]: without(inner, rest) };
}
