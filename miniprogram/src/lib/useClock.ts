import { useEffect, useState } from 'react';
import { serverNow } from './serverTime';
import { useShown } from './useShown';

/** Now by the server's clock; the component is drawn again every `everyMs` while its page is in front. */
export function useClock(everyMs = 1000): Date {
  const shown = useShown();
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!shown) return undefined;
    setNow(serverNow());
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [shown, everyMs]);
  return now;
}
