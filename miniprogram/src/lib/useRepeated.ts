import { useEffect, useRef } from 'react';
import { useShown } from './useShown';

/**
 * Does a step again and again while the page is in front and `active`; each step says how many ms later the next one
 * begins, null for never. Steps never overlap.
 */
export function useRepeated(step: () => Promise<number | null>, active: boolean): void {
  const shown = useShown();
  const latest = useRef(step);
  latest.current = step;
  const running = shown && active;
  useEffect(() => {
    if (!running) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const turn = async () => {
      const wait = await latest.current();
      if (!stopped && wait !== null) timer = setTimeout(() => void turn(), wait);
    };
    void turn();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [running]);
}
