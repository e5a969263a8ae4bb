import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type Model, Error as MongooseError, Types } from 'mongoose';

export interface PageOrder {
  /** Field by which rows are ordered; `_id` breaks ties. */
  field: string;
  direction: 1 | -1;
}

interface PageRequest {
  cursor?: string;
  limit: number;
}

/** Reads one page of `model` after an opaque cursor, by an index on (`field`, `_id`); a forged cursor is `invalid_request`. */
export async function pageAfter<T extends { _id: unknown }, R>(
  model: Model<T>,
  filter: Record<string, unknown>,
  order: PageOrder,
  request: PageRequest,
  present: (row: T) => R,
): Promise<Page<R>> {
  const after = request.cursor === undefined ? null : readCursor(request.cursor);
  const where = after ? { $and: [filter, beyond(order, after)] } : filter;
  const sort: Record<string, 1 | -1> = { [order.field]: order.direction, _id: order.direction };
  const rows = (await model
    .find(where as never)
    .sort(sort)
    .limit(request.limit + 1)
    .lean()
    .catch((error: unknown) => {
      // A cursor of another list: what it holds is not of this list's kind.
      throw after && error instanceof MongooseError.CastError ? forgedCursor() : error;
    })) as T[];
  const items = rows.slice(0, request.limit);
  const last = items.at(-1);
  return {
    items: items.map(present),
    nextCursor: rows.length > request.limit && last ? writeCursor(last, order) : null,
  };
}

interface CursorPoint {
  value: unknown;
  id: Types.ObjectId | string;
}

function beyond(order: PageOrder, after: CursorPoint): Record<string, unknown> {
  const operator = order.direction === 1 ? '$gt' : '$lt';
  if (order.field === '_id') return { _id: { [operator]: after.id } };
  return {
    $or: [
      { [order.field]: { [operator]: after.value } },
      { [order.field]: after.value, _id: { [operator]: after.id } },
    ],
  };
}

/** The cursor by which a list goes on after `row`, for lists that leave rows out as they read. */
export function writeCursor(row: { _id: unknown }, order: PageOrder): string {
  const value = (row as unknown as Record<string, unknown>)[order.field];
  const tagged = value instanceof Date ? { d: value.getTime() } : order.field === '_id' ? null : { v: value };
  return Buffer.from(JSON.stringify([String(row._id), tagged])).toString('base64url');
}

const OBJECT_ID = /^[0-9a-f]{24}$/;
/** Ids that are codes, such as a claim's. */
const CODE_ID = /^[0-9A-Z]{1,40}$/;

function isPlain(value: unknown): boolean {
  return value instanceof Date ? !Number.isNaN(value.getTime()) : typeof value !== 'object' || value === null;
}

function readCursor(cursor: string): CursorPoint {
  try {
    const [id, tagged] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [
      string,
      { d?: number; v?: unknown } | null,
    ];
    const value = tagged === null ? null : tagged.d === undefined ? tagged.v : new Date(tagged.d);
    const isCode = CODE_ID.test(id) && !OBJECT_ID.test(id);
    if (!(isCode || OBJECT_ID.test(id)) || !isPlain(value)) throw new Error('forged');
    return { id: isCode ? id : new Types.ObjectId(id), value };
  } catch {
    throw forgedCursor();
  }
}

function forgedCursor(): AppError {
  return new AppError('invalid_request', {
    issues: [{ path: 'query.cursor', code: 'invalid_cursor', message: 'not a cursor of this list' }],
  });
}
