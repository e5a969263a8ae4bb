import { addBusinessDays, businessDay } from '@linzhang/shared/kernel/time';
import type { World } from '../../support/world/world';
import type { Ask, Visits } from './visit';

const ofMember = ({ member }: World): Ask => ({ params: { memberId: member.me.id } });

/** The last week, with today. */
function week({ api }: World): Record<string, string> {
  const to = businessDay(api.clock.now());
  return { from: addBusinessDays(to, -6), to };
}

/** Customers as who serves them sees them, and what came of a channel. */
export const customerVisits: Visits = {
  getCustomer: { by: 'manager', others: 'refused', ask: ofMember },
  listMemberEngagements: { by: 'manager', others: 'refused', ask: ofMember },
  listSupporterChoices: { by: 'head', others: 'refused', ask: ofMember },
  getChannelFunnel: {
    by: 'manager',
    others: 'refused',
    ask: (world) => ({ params: { channelId: world.channel.id }, query: week(world) }),
  },
  listChannelFunnels: { by: 'manager', others: 'own', ask: (world) => ({ query: week(world) }) },
};
