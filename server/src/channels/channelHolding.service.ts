import { type ClientSession, Types } from 'mongoose';
import { moveRows } from '../db/moveRows';
import { registerLeaving } from '../employees/leaving.service';
import { registerHolding } from '../members/holdings.service';
import { handOverChannels } from './leaving';
import { HeldBinding } from './review.model';
import { Touch, TouchState } from './touch.model';

/**
 * Tells members what is kept of how a member came, and hears of employees who leave. Deletion leaves it: the id stands
 * for nobody then.
 */
export function registerChannels(): void {
  registerLeaving(handOverChannels);
  registerHolding({ name: 'channels', move: moveTouches, exportOwn: exportTouches });
}

async function moveTouches(session: ClientSession, from: string, to: string): Promise<void> {
  await moveRows(Touch, session, from, to);
  await moveRows(HeldBinding, session, from, to);
  // Only of use for half an hour, and the other account has its own.
  await TouchState.deleteMany({ memberId: new Types.ObjectId(from) }, { session });
}

const MOST_EXPORTED = 2_000;

async function exportTouches(memberId: string): Promise<unknown> {
  const rows = await Touch.find({ memberId: new Types.ObjectId(memberId) })
    .sort({ at: -1 })
    .limit(MOST_EXPORTED)
    .lean();
  return rows.map(({ at, source, because }) => ({ at, source, because }));
}
