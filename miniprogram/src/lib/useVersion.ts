import { useState } from 'react';
import { useVisits } from './useVisits';

/** A number that rises whenever a page must be read again: it was come back to, or pulled down (`refresh`). */
export function useVersion(): { version: number; refresh: () => Promise<void> } {
  const visits = useVisits();
  const [pulls, setPulls] = useState(0);
  return { version: visits + pulls, refresh: async () => setPulls((count) => count + 1) };
}
