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

const START = { items: undefined, cursor: null, error: null, busy: true };

/** Reads the first page on mount and whenever `key` (search, filter) changes. */
export function usePages<T>(read: (cursor: string | undefined) => Promise<Page<T>>, key = ''): Pages<T> {
  const [state, setState] = useState<State<T>>(START);
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
    void reload();
    return () => {
      latest.current += 1;
    };
  }, [reload, key]);

  return { ...state, hasMore: cursor !== null, reload, loadMore };
}
