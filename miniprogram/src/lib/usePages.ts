import type { Page } from '@linzhang/shared/kernel/pages';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, toApiError } from './apiError';

interface State<T> {
  items: T[] | undefined;
  cursor: string | null;
  error: ApiError | null;
  busy: boolean;
}

/** A list that grows page by page. `error` belongs to the first page while `items` is undefined, else to the next one. */
export interface Pages<T> extends State<T> {
  hasMore: boolean;
  reload: () => Promise<void>;
  loadMore: () => Promise<void>;
}

function startOf<T>(first: Page<T> | undefined): State<T> {
  if (!first) return { items: undefined, cursor: null, error: null, busy: true };
  return { items: first.items, cursor: first.nextCursor, error: null, busy: false };
}

/**
 * Reads the first page on mount and whenever `key` (search, filter) changes. Where the first page came along with
 * something else it is `first`, and another one takes its place.
 */
export function usePages<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  key = '',
  first?: Page<T>,
): Pages<T> {
  const [state, setState] = useState<State<T>>(() => startOf(first));
  const latest = useRef(0);
  const reader = useRef(read);
  reader.current = read;

  const take = useCallback(async (cursor: string | undefined, before: readonly T[]) => {
    latest.current += 1;
    const ticket = latest.current;
    setState((now) => ({ ...now, error: null, busy: true }));
    try {
      const page = await reader.current(cursor);
      if (ticket !== latest.current) return;
      setState({ items: [...before, ...page.items], cursor: page.nextCursor, error: null, busy: false });
    } catch (error) {
      if (ticket === latest.current) setState((now) => ({ ...now, error: toApiError(error), busy: false }));
    }
  }, []);

  const reload = useCallback(() => take(undefined, []), [take]);
  const { items, cursor, busy } = state;
  const loadMore = useCallback(async () => {
    if (!busy && cursor !== null) await take(cursor, items ?? []);
  }, [busy, cursor, items, take]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key is a new list
  useEffect(() => {
    if (first) setState(startOf(first));
    else void reload();
    return () => {
      latest.current += 1;
    };
  }, [reload, key, first]);

  return { ...state, hasMore: cursor !== null, reload, loadMore };
}
