import { z } from 'zod';

export const MAX_PAGE = 100;

/** Query of a list: at most `limit` rows after an opaque `cursor`. */
export const PageQuery = z.object({
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(20),
});

/** A page of rows; `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The shape of a page without its schema. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
