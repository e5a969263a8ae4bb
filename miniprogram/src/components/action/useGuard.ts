import { useEffect, useRef, useState } from 'react';

/** Runs a tap's work once at a time: `pending` is true until the promise it returned is settled. */
export function useGuard(work: (() => unknown) | undefined): { run: () => void; pending: boolean } {
  const [pending, setPending] = useState(false);
  const running = useRef(false);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const settle = () => {
    running.current = false;
    if (alive.current) setPending(false);
  };
  const run = () => {
    if (running.current || !work) return;
    running.current = true;
    const result = work();
    if (!(result instanceof Promise)) {
      running.current = false;
      return;
    }
    setPending(true);
    result.then(settle, settle);
  };
  return { run, pending };
}
