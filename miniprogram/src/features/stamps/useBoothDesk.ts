import type { Page } from '@linzhang/shared/kernel/pages';
import type { BoothToday, RecentScan } from '@linzhang/shared/stamps/scans.contract';
import { type Query, useQuery } from '../../lib/useQuery';
import { useVisits } from '../../lib/useVisits';
import { type KeptScan, useKeptScans } from './keptScans';
import { type PreparedShift, shiftOf, usePreparedShifts } from './preparedShifts';
import { useScanSync } from './scanSync';
import { getBoothToday, listRecentScans } from './stamps.api';

const RECENT_COUNT = 5;

/** The counter at which an employee stands: its figures and scans from the server, and what this phone knows without. */
export interface BoothDesk {
  today: Query<BoothToday>;
  recent: Query<Page<RecentScan>>;
  prepared: PreparedShift | null;
  waiting: KeptScan[];
  /** Name and task, from the server or from the prepared shift; null while neither is known. */
  booth: { name: string; number: number; sealText: string; task: string | null } | null;
  reload: () => Promise<unknown>;
}

/** Reads the counter anew when its page is come back to and when waiting scans were answered. */
export function useBoothDesk(employeeId: string, boothId: string): BoothDesk {
  const { answered } = useScanSync();
  const key = `${employeeId}|${boothId}|${useVisits()}|${answered}`;
  const today = useQuery(() => getBoothToday({ params: { boothId } }), key);
  const recent = useQuery(() => listRecentScans({ params: { boothId }, query: { limit: RECENT_COUNT } }), key);
  const waiting = useKeptScans(employeeId).filter((scan) => scan.boothId === boothId);
  usePreparedShifts(employeeId);
  const prepared = shiftOf(employeeId, boothId);
  const known = prepared?.booth ?? (today.data ? { ...today.data.booth, task: null } : null);
  return {
    today,
    recent,
    prepared,
    waiting,
    booth: known,
    reload: () => Promise.all([today.reload(), recent.reload()]),
  };
}
