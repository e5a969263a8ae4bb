import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, isFinalAnswer, toApiError } from './apiError';
import { newRequestId } from './requestId';

/** A change that a page may ask for. */
export interface Mutation<I, O> {
  /** Asks for the change; null where it failed (see `error`) or another one is still under way. */
  submit: (input: I) => Promise<O | null>;
  busy: boolean;
  error: ApiError | null;
  clearError: () => void;
}

/**
 * A change with a guard against double taps. The same `requestId` goes with every try of the same input until a final
 * answer came, so a lost answer never makes a second row.
 */
export function useMutation<I, O>(
  change: (input: I, requestId: string) => Promise<O>,
  onDone?: (output: O, input: I) => void,
): Mutation<I, O> {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const open = useRef<{ requestId: string; input: string } | null>(null);
  const busy = useRef(false);
  const alive = useRef(true);
  const latest = useRef({ change, onDone });
  latest.current = { change, onDone };

  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const submit = useCallback(async (input: I): Promise<O | null> => {
    if (busy.current) return null;
    busy.current = true;
    setState({ busy: true, error: null });
    const text = JSON.stringify(input) ?? '';
    if (open.current?.input !== text) open.current = { requestId: newRequestId(), input: text };
    let failure: ApiError | null = null;
    try {
      const output = await latest.current.change(input, open.current.requestId);
      open.current = null;
      if (alive.current) latest.current.onDone?.(output, input);
      return output;
    } catch (error) {
      if (isFinalAnswer(error)) open.current = null;
      failure = toApiError(error);
      return null;
    } finally {
      busy.current = false;
      if (alive.current) setState({ busy: false, error: failure });
    }
  }, []);

  const clearError = useCallback(() => setState((now) => ({ ...now, error: null })), []);
  return { submit, ...state, clearError };
}
