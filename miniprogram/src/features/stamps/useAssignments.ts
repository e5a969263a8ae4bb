import { businessDay } from '@linzhang/shared/kernel/time';
import type { OwnAssignment } from '@linzhang/shared/stamps/scans.contract';
import { ApiError } from '../../lib/apiError';
import { recall, remember } from '../../lib/storage';
import { type Query, useQuery } from '../../lib/useQuery';
import { useVisits } from '../../lib/useVisits';
import { listOwnAssignments } from './stamps.api';

export interface Assignments {
  items: OwnAssignment[];
  serverTime: string;
}

const keyOf = (employeeId: string) => `assignments.${employeeId}`;

/** Today's assignments; without network those that this phone heard of earlier today. */
async function readAssignments(employeeId: string): Promise<Assignments> {
  try {
    const heard = await listOwnAssignments();
    remember(keyOf(employeeId), heard);
    return heard;
  } catch (error) {
    const kept = recall<Assignments>(keyOf(employeeId));
    const passing = error instanceof ApiError && (error.code === 'offline' || error.code === 'no_answer');
    if (passing && kept && businessDay(new Date(kept.serverTime)) === businessDay(new Date())) return kept;
    throw error;
  }
}

/** The booths of an employee today, read anew when the page is come back to. */
export function useAssignments(employeeId: string): Query<Assignments> {
  return useQuery(() => readAssignments(employeeId), `${employeeId}|${useVisits()}`);
}
