import type { Ask } from './visit';

const OPERATORS: readonly unknown[] = [{ $gt: '' }, { $ne: null }, { $where: 'sleep(1000)' }, { $regex: '.*' }];

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every way of putting `put` in the place of one value inside `value`, however deep. */
function replaced(value: unknown, put: unknown): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => [put, ...replaced(item, put)].map((each) => value.with(index, each)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    [put, ...replaced(inner, put)].map((each) => ({ ...value, [name]: each })),
  );
}

/** Every way of adding a field that nobody knows to an object inside `value`. */
function withStranger(value: unknown): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => withStranger(item).map((each) => value.with(index, each)));
  if (!isObject(value)) return [];
  const deeper = Object.entries(value).flatMap(([name, inner]) =>
    withStranger(inner).map((each) => ({ ...value, [name]: each })),
  );
  return [{ ...value, unheardOf: 1 }, ...deeper];
}

/** Calls that are right but for one operator in one place: of the path, of the query, of the body. */
export function operatorAsks({ params = {}, query = {}, body }: Ask): Ask[] {
  const ask = { params, query, ...(body ? { body } : {}) };
  const inPath = Object.keys(params).map((name) => ({ ...ask, params: { ...params, [name]: '{"$gt":""}' } }));
  const inQuery = Object.keys(query).map((name) => {
    const { [name]: _left, ...others } = query;
    return { ...ask, query: { ...others, [`${name}[$gt]`]: '' } };
  });
  const inBody = OPERATORS.flatMap((operator) =>
    replaced(body, operator).map((each) => ({ ...ask, body: each as Json })),
  );
  const around = [{ $where: '1' }, [], 'text', 7].map((whole) => ({ ...ask, body: whole as unknown as Json }));
  return [...inPath, ...inQuery, ...inBody, ...(body ? around : [])];
}

/** Calls that are right but for one field too many: in the query, or in any object of the body where one is sent. */
export function strangerAsks({ params = {}, query = {}, body }: Ask, takesBody: boolean): Ask[] {
  const bodies = takesBody ? withStranger(body ?? {}) : [];
  const inBody = bodies.map((each) => ({ params, query, body: each as Json }));
  return [{ params, query: { ...query, unheardOf: '1' }, ...(body ? { body } : {}) }, ...inBody];
}
