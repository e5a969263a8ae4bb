import { getWorkEvent as getWorkEventRoute } from '@linzhang/shared/events/events.endpoints';
import type * as events from '@linzhang/shared/events/workEvents.contract';
import { endpoint } from '../../lib/request';
import { boothWords } from './workOfferWords';

const getWorkEvent = endpoint<typeof events.getWorkEvent>(getWorkEventRoute);

/** The booths of an event, in their order, to choose from. */
export async function listBoothsOf(eventId: string) {
  const { booths } = await getWorkEvent({ params: { eventId } });
  return booths.map((booth) => ({ value: booth.id, text: boothWords(booth) }));
}
