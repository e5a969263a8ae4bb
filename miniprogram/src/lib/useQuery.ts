import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, toApiError } from './apiError';

/** What a page knows of something it reads. `loading` is the first time, `refreshing` any later one. */
export interface Query<T> {
  data: T | undefined;
  error: ApiError | null;
  loading: boolean;
  refreshing: boolean;
  /** Reads again; resolves when done, never rejects. */
  reload: () => Promise<void>;
  /** Puts a newer value in place, for instance the answer of a change. */
  setData: (value: T) => void;
}

/** Reads on mount and whenever `key` changes; an answer that arrives after a newer question or the page's end is dropped. */
export function useQuery<T>(read: () => Promise<T>, key = ''): Query<T> {
  const [state, setState] = useState<{ data?: T; error: ApiError | null; busy: boolean }>({ error: null, busy: true });
  const latest = useRef(0);
  const reader = useRef(read);
  reader.current = read;

  const reload = useCallback(async () => {
    latest.current += 1;
    const ticket = latest.current;
    setState((now) => ({ ...now, error: null, busy: true }));
    try {
      const data = await reader.current();
      if (ticket === latest.current) setState({ data, error: null, busy: false });
    } catch (error) {
      if (ticket === latest.current) setState((now) => ({ ...now, error: toApiError(error), busy: false }));
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key is a new question
  useEffect(() => {
    void reload();
    return () => {
      latest.current += 1;
    };
  }, [reload, key]);

  const setData = useCallback((data: T) => setState({ data, error: null, busy: false }), []);
  const { data, error, busy } = state;
  return { data, error, loading: busy && data === undefined, refreshing: busy && data !== undefined, reload, setData };
}
