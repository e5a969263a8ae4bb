import { Types } from 'mongoose';
import { Event } from './event.model';

/** Campaigns of events by event; an event of no campaign is left out. */
export async function campaignsOfEvents(eventIds: readonly string[]): Promise<Map<string, string>> {
  const where = { _id: { $in: eventIds.map((id) => new Types.ObjectId(id)) }, campaign: { $type: 'string' as const } };
  const events = await Event.find(where, { campaign: 1 }).lean();
  return new Map(events.flatMap(({ _id, campaign }) => (campaign ? [[_id.toHexString(), campaign] as const] : [])));
}
