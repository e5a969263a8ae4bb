import { type ClientSession, Types } from 'mongoose';
import { registerAttributionChanged } from '../attribution/attributionChanged.service';
import { enqueue } from '../db/outbox';
import { registerHolding } from '../members/holdings.service';
import { registerNicknameChanged } from '../members/nicknames.service';
import { registerStandingForgotten, registerStandingsComputed } from '../members/standing.service';
import { followAttribution, followNickname, forgetListed } from './following.service';
import { mergeRows } from './moving';
import { PortfolioRow } from './portfolioRow.model';
import { refreshMembers } from './refreshing.service';

/** Kind of the side effect that computes the rows of a member anew. */
export const PORTFOLIO_OUTBOX_KIND = 'portfolio';

/** Tells the domains on which the figures rest that they are followed, and members what is kept of them. */
export function registerPortfolio(): void {
  registerStandingsComputed(followStandings);
  registerStandingForgotten(forgetListed);
  registerAttributionChanged(followAttribution);
  registerNicknameChanged(followNickname);
  registerHolding({ name: 'portfolio', move: moveRows, exportOwn: exportRows, erase: eraseRows });
}

// A function of its own: registered again, by another app in the same process, it counts once.
async function followStandings(memberIds: readonly string[], now: Date): Promise<void> {
  await refreshMembers(memberIds, now);
}

/** The account that stays has the rows at once; what two accounts said together is computed right after. */
async function moveRows(session: ClientSession, from: string, to: string, now: Date): Promise<void> {
  await mergeRows(session, from, to);
  await followAttribution(session, to, 'relation', now);
  await followAttribution(session, to, 'binding', now);
  await enqueue(session, PORTFOLIO_OUTBOX_KIND, `${from}:${to}`, { memberId: to }, now);
}

/** What the rows say of the member beside what the lists themselves say. */
async function exportRows(memberId: string): Promise<unknown> {
  const rows = await PortfolioRow.find({ memberId: new Types.ObjectId(memberId) }).lean();
  return rows.map(({ quarter, start, end }) => ({ quarter, start, end }));
}

/** The quarters' figures are told without the person from then on. */
async function eraseRows(session: ClientSession, memberId: string): Promise<void> {
  await PortfolioRow.deleteMany({ memberId: new Types.ObjectId(memberId) }, { session });
}
