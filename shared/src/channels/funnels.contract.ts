import { z } from 'zod';
import { CONVERSION_KINDS } from '../attribution/attribution.rules';
import { contract } from '../kernel/contract';
import { Day, Id } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { businessDaysBetween } from '../kernel/time';
import * as routes from './channels.endpoints';
import { MOST_FUNNEL_DAYS } from './funnels.rules';

const Period = {
  /** First and last business day of coming, `YYYY-MM-DD`; both count. What came of it counts whenever it was. */
  from: Day,
  to: Day,
};

interface Days {
  from: string;
  to: string;
}

function isPeriod({ from, to }: Days): boolean {
  return from <= to && businessDaysBetween(from, to) < MOST_FUNNEL_DAYS;
}

const PERIOD_FAULT = { path: ['to'], message: `at most ${MOST_FUNNEL_DAYS} days, the last not before the first` };

/** What came of those who came by one channel in a period; people who work here are left out. */
export const ChannelFunnel = z.object({
  channel: z.object({ id: Id, name: z.string() }),
  ...Period,
  /** Comings, of which one person may have several. */
  visits: z.int(),
  /** People, each once. */
  came: z.int(),
  joined: z.int(),
  bound: z.int(),
  converted: z.int(),
  /** What `converted` is made of; one person may stand in several kinds. */
  kinds: z.array(z.object({ kind: z.enum(CONVERSION_KINDS), people: z.int(), amountFen: z.int() })),
});
export type ChannelFunnel = z.infer<typeof ChannelFunnel>;

export const getChannelFunnel = contract(routes.getChannelFunnel, {
  summary: 'How many came by a channel in a period, and how many of them joined, left the phone and did what counts.',
  access: 'employee',
  params: z.object({ channelId: Id }),
  query: z.object(Period).refine(isPeriod, PERIOD_FAULT),
  response: ChannelFunnel,
  errors: ['not_found'],
});

export const listChannelFunnels = contract(routes.listChannelFunnels, {
  summary: 'The same for the own channels, newest first; a head may list those of the branch, an admin of any.',
  access: 'employee',
  query: PageQuery.extend({
    ...Period,
    scope: z.enum(['mine', 'branch']).default('mine'),
    branchId: Id.optional(),
  }).refine(isPeriod, PERIOD_FAULT),
  response: pageOf(ChannelFunnel),
});
