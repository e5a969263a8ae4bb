import type { SignupState } from '@linzhang/shared/events/signups.rules';
import { Types } from 'mongoose';
import type { Difference } from '../db/difference';
import { recordedCauses } from '../engagements/standing.service';
import { CheckIn } from './checkIn.model';
import { Signup } from './signup.model';
import { SignupSheet, type SignupSheetRecord } from './signupSheet.model';

/** Recomputes the counters of sign-ups from the sign-ups, whether anybody waits while a place is free, and looks each up in the ledger. */
export async function* verifyEvents(): AsyncIterable<Difference> {
  for await (const sheet of SignupSheet.find().lean().cursor()) yield* await differencesOf(sheet as SignupSheetRecord);
  // Of two places that became one person's, the ledger took one back: every place was written down, though.
  yield* unrecorded('signed_up', 'engagements.signed_up', Signup.find({}, { memberId: 1 }).lean().cursor());
  const cancelled = Signup.find({ state: 'cancelled' }, { memberId: 1 }).lean().cursor();
  yield* unrecorded('signup_cancelled', 'engagements.signup_cancelled', cancelled);
  yield* unrecorded('checked_in', 'engagements.checked_in', CheckIn.find({}, { memberId: 1 }).lean().cursor());
}

/** Sign-ups and check-ins that stand in no row of the ledger. */
async function* unrecorded(
  kind: 'signed_up' | 'signup_cancelled' | 'checked_in',
  projection: string,
  rows: AsyncIterable<{ _id: Types.ObjectId; memberId: Types.ObjectId }>,
): AsyncGenerator<Difference> {
  const causes = new Set<string>();
  for await (const causeId of recordedCauses(kind)) causes.add(causeId);
  for await (const { _id, memberId } of rows)
    if (!causes.has(_id.toHexString()))
      yield { projection, id: _id.toHexString(), expected: memberId.toHexString(), found: null };
}

interface StateCount {
  _id: SignupState;
  count: number;
  last: number;
}

async function differencesOf(sheet: SignupSheetRecord): Promise<Difference[]> {
  const rows = await Signup.aggregate<StateCount>([
    { $match: { eventId: new Types.ObjectId(sheet._id) } },
    { $group: { _id: '$state', count: { $sum: 1 }, last: { $max: '$number' } } },
  ]);
  const count = (state: SignupState) => rows.find((row) => row._id === state)?.count ?? 0;
  const free = sheet.capacity === undefined ? count('waiting') : sheet.capacity - count('confirmed');
  const facts: [string, unknown, unknown][] = [
    ['signupSheets.confirmedCount', count('confirmed'), sheet.confirmedCount],
    ['signupSheets.waitingCount', count('waiting'), sheet.waitingCount],
    ['signupSheets.lastNumber', Math.max(0, ...rows.map(({ last }) => last)), sheet.lastNumber],
    ['signupSheets.overCapacity', false, free < 0],
    ['signupSheets.waitsBesideFreePlace', false, sheet.open && free > 0 && count('waiting') > 0],
  ];
  return facts
    .filter(([, expected, found]) => expected !== found)
    .map(([projection, expected, found]) => ({ projection, id: sheet._id.toHexString(), expected, found }));
}
