import { contracts } from '@linzhang/shared/contracts';
import { openApiDocument } from '../../../server/src/http/openapi';

/** The part of JSON Schema that the API's own description uses. */
export interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  items?: Shape;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  format?: string;
  pattern?: string;
}

/** What an endpoint takes. */
export interface InputShapes {
  params: Shape;
  query: Shape;
  body: Shape | undefined;
}

interface Operation {
  operationId: string;
  parameters: { name: string; in: 'path' | 'query'; schema: Shape }[];
  requestBody?: { content: { 'application/json': { schema: Shape } } };
}

function shapesOf({ parameters, requestBody }: Operation): InputShapes {
  const where = (place: 'path' | 'query'): Shape => ({
    type: 'object',
    properties: Object.fromEntries(
      parameters.filter((each) => each.in === place).map(({ name, schema }) => [name, schema]),
    ),
  });
  return {
    params: where('path'),
    query: where('query'),
    body: requestBody?.content['application/json'].schema,
  };
}

/** What every endpoint takes, by its name, as the API's own description says it. */
export function inputShapes(): ReadonlyMap<string, InputShapes> {
  const { paths } = openApiDocument(contracts, '1') as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  return new Map(operations.map((operation) => [operation.operationId, shapesOf(operation)]));
}

/** The alternatives of a shape; itself where it has none. */
export function alternatives(shape: Shape): Shape[] {
  const inner = shape.anyOf ?? shape.oneOf;
  return inner ? inner.flatMap(alternatives) : [shape];
}

const DATES = [
  '0000-01-01',
  '0000-00-00',
  '0001-01-01',
  '1900-02-29',
  '1969-12-31',
  '1970-01-01',
  '2000-01-01',
  '2024-02-29',
  '2026-02-29',
  '2026-02-30',
  '2026-13-01',
  '2026-1-1',
  '2199-12-31',
  '9999-12-31',
  '10000-01-01',
  '-000001-01-01',
];

const TIMES = ['T00:00:00Z', 'T23:59:59.999Z', 'T24:00:00Z', 'T10:00:60Z', 'T10:00:00+08:00', ''];

const INSTANTS = [
  ...DATES.flatMap((day) => TIMES.map((time) => `${day}${time}`)),
  `2026-01-01T00:00:00.${'9'.repeat(400)}Z`,
];

const cursor = (point: unknown): string => Buffer.from(JSON.stringify(point)).toString('base64url');
const SOME_ID = '0123456789abcdef01234567';

/** Texts of many forms; those that fit a shape are tried in its place. */
const SAMPLES: readonly string[] = [
  ...DATES,
  ...INSTANTS,
  SOME_ID,
  '0'.repeat(24),
  'f'.repeat(24),
  'f'.repeat(23),
  'F'.repeat(24),
  'f'.repeat(64),
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'ABCDEF01-2345-4678-9ABC-DEF012345678',
  '0000Q1',
  '9999Q4',
  '2026Q5',
  '00000000',
  '0123456789',
  '000000000000',
  'ZZZZZZZZZZZZ',
  '13800000000',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '(((',
  '.*',
  '\\',
  '邻章',
  '👩‍👧',
  'LZ1.stamp.abcDEF_-12345678.99999999.k1~AAAAAAAAAAAAAAAAAAAAAA',
  cursor([SOME_ID, null]),
  cursor([SOME_ID, { v: 'x' }]),
  cursor([SOME_ID, { v: -1 }]),
  cursor([SOME_ID, { d: 8.64e15 }]),
  cursor([SOME_ID, { d: 1e300 }]),
  cursor([SOME_ID, { v: { $gt: '' } }]),
  cursor([SOME_ID, { d: null }]),
  cursor([SOME_ID, {}]),
  cursor(['ABC', { v: true }]),
  cursor([{ $gt: '' }, null]),
  cursor([]),
  cursor(null),
  cursor('x'),
];

function textEdges({ minLength = 0, maxLength = 300, pattern }: Shape): unknown[] {
  const fits = pattern === undefined ? null : new RegExp(pattern, 'u');
  const sampled = SAMPLES.filter((text) => fits === null || fits.test(text));
  const lengths = [minLength - 1, minLength, maxLength, maxLength + 1].filter(
    (length) => length >= 0 && length < 10_000,
  );
  return [
    ...sampled,
    ...lengths.flatMap((length) => ['x', '邻', '\u200d', '0'].map((letter) => letter.repeat(length))),
  ];
}

function numberEdges({ minimum = -1e9, maximum = Number.MAX_SAFE_INTEGER }: Shape): unknown[] {
  return [minimum, maximum, minimum - 1, maximum + 1, minimum + 0.5, Math.trunc((minimum + maximum) / 2), 0, 1];
}

function listEdges({ items = {}, maxItems = 100 }: Shape): unknown[] {
  const [first = null, second = null] = edgesOf(items);
  const most = Math.min(maxItems, 2_000);
  return [[], [first], [first, first], [first, second], Array(most).fill(first), Array(most + 1).fill(first)];
}

function edgesOfOne(shape: Shape): unknown[] {
  if ('const' in shape) return [shape.const];
  if (shape.enum) return shape.enum;
  switch (shape.type) {
    case 'string':
      return textEdges(shape);
    case 'integer':
    case 'number':
      return numberEdges(shape);
    case 'array':
      return listEdges(shape);
    case 'boolean':
      return [true, false];
    case 'null':
      return [null];
    default:
      return [{}];
  }
}

/** Values at the edges of a shape, on both sides of them. */
export function edgesOf(shape: Shape): unknown[] {
  return alternatives(shape).flatMap(edgesOfOne);
}
