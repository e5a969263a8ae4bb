import { AppError } from '@linzhang/shared/kernel/errors';
import { isEventOpen } from '@linzhang/shared/stamps/scan.rules';
import { type ClientSession, Types } from 'mongoose';
import { recordContactTouch } from '../channels/channels.service';
import { onceWith } from '../db/requests';
import { recordEngagements } from '../engagements/engagements.service';
import { type DutyPlace, isOnDutyAt } from '../events/places.service';
import { isInsider } from '../members/insiders.service';
import { requireCode } from './codes.service';
import { Contact } from './contact.model';

export interface ContactRequest {
  employeeId: string;
  place: DutyPlace;
  code: string;
  requestId: string;
}

export interface AddedContact {
  memberId: string;
  /** ISO instant. */
  addedAt: string;
  /** True where the two were contacts already. */
  again: boolean;
}

/** Records that a customer added the employee as a contact at the bank's booth: a touch of that employee. */
export async function addContact(request: ContactRequest, now: Date): Promise<AddedContact> {
  const { employeeId, place, code, requestId } = request;
  const { booth, event } = place;
  const [boothId, eventId] = [booth._id.toHexString(), event._id.toHexString()];
  const key = { actorId: employeeId, operation: 'addContact', requestId, params: { boothId, code } };
  return onceWith(
    key,
    now,
    async () => {
      const { memberId } = await requireCode(code, 'stamp', now, eventId);
      if (!isOnDutyAt(place, now)) throw new AppError('not_assigned');
      if (booth.merchantId) throw new AppError('not_banks_booth');
      if (!isEventOpen({ ...event, published: event.status === 'published' }, now)) throw new AppError('event_closed');
      return { memberId, insider: await isInsider(memberId) };
    },
    (session, guest) => keepContact(session, request, guest, now),
  );
}

async function keepContact(
  session: ClientSession,
  { employeeId, place: { booth, event } }: ContactRequest,
  { memberId, insider }: { memberId: string; insider: boolean },
  now: Date,
): Promise<AddedContact> {
  const pair = {
    memberId: new Types.ObjectId(memberId),
    eventId: event._id,
    employeeId: new Types.ObjectId(employeeId),
  };
  const earlier = await Contact.findOne(pair).session(session).lean();
  if (earlier) return { memberId, addedAt: earlier.at.toISOString(), again: true };
  const _id = new Types.ObjectId();
  await Contact.create([{ _id, ...pair, boothId: booth._id, at: now }], { session });
  const [branchId, eventId] = [event.branchId.toHexString(), event._id.toHexString()];
  await recordEngagements(session, [
    {
      memberId,
      kind: 'contact_added',
      causeId: _id.toHexString(),
      occurredAt: now,
      recordedAt: now,
      branchId,
      eventId,
      boothId: booth._id.toHexString(),
      employeeId,
      ...(insider ? { insider: true } : {}),
    },
  ]);
  if (!insider) await recordContactTouch(session, { memberId, employeeId, branchId, eventId, at: now, now });
  return { memberId, addedAt: now.toISOString(), again: false };
}
