import { periodOf } from '@linzhang/shared/portfolio/quarters.rules';
import { Types } from 'mongoose';
import { Lead } from './lead.model';

/** The condition that leads meet that were won in a quarter. */
export function wonIn(quarter: string) {
  const { from, to } = periodOf(quarter);
  return { live: false, state: 'won' as const, closedAt: { $gte: from, $lt: to } };
}

/** How many leads somebody held and won in a quarter. */
export async function leadsWon(holderId: string, quarter: string): Promise<number> {
  return Lead.countDocuments({ holderId: new Types.ObjectId(holderId), ...wonIn(quarter) });
}
