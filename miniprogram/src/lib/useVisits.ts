import { useDidShow } from '@tarojs/taro';
import { useRef, useState } from 'react';

/** How often the page was come back to: 0 at first; lists read again when it rises. */
export function useVisits(): number {
  const [visits, setVisits] = useState(0);
  const first = useRef(true);
  useDidShow(() => {
    if (first.current) first.current = false;
    else setVisits((count) => count + 1);
  });
  return visits;
}
