import { addBusinessDays, businessDay, MINUTE_MS, shanghaiClock } from '@linzhang/shared/kernel/time';
import { MATCH_OUTBOX_KIND, workMatches } from '../../aum/matching.service';
import { type OutboxHandler, workOutbox } from '../../db/outbox';
import { considerMember } from '../../leads/considering.service';
import { considerAll } from '../../leads/following.service';
import { LEAD_OUTBOX_KIND } from '../../leads/leadHolding.service';
import { recycleLeads } from '../../leads/recycling.service';
import { expireClaims } from '../../offers/expiry.service';
import { keepDay, refreshPortfolio } from '../../portfolio/nightly.service';
import { recompute } from '../../tiering/standings.service';
import { planLists } from './bankLists';
import { type CrowdMember, marketDays } from './crowd';
import { bind, claim, join, payAtMarket, walkMarket } from './crowdSteps';
import { decideTargets } from './decisions';
import { diceOf } from './dice';
import { importList } from './imports';
import { assignStale, workLeads } from './leadWork';
import { enterProspects } from './prospects';
import { type Scene, together } from './scene';
import { marketKey } from './season';

/** People who do something at the same time: enough to keep both sides busy, more only make the database try again. */
const AT_ONCE = 4;
const DRAINERS = 2;

const SUNDAY = 0;
const MONDAY = 1;
const LIST_CAME = 8 * 60 + 40;
const HEADS_HOUR = 9 * 60;
const DESK_HOUR = 9 * 60 + 30;
const EVENING = 20 * 60 + 30;
const NIGHT = 2 * 60 + 10;
/** Members without a reason but silence are looked for in so many last days only: before, nobody was silent that long. */
const SILENCE_DAYS = 10;

/** One day of the branch: its night and morning at the desks, what the crowd did, and the evening's work of the server. */
export async function liveDay(scene: Scene, daysAgo: number): Promise<void> {
  const { world } = scene;
  const { weekday, day } = shanghaiClock(world.day(daysAgo, 0));
  await night(scene, world.day(daysAgo, NIGHT), weekday === MONDAY || day === 1);
  await decideTargets(scene, daysAgo, world.day(daysAgo, NIGHT));
  for (const list of planLists(world.today))
    if (list.cameAgo === daysAgo) await importList(scene, list, world.day(daysAgo, LIST_CAME));
  if (weekday === MONDAY) {
    if (daysAgo <= SILENCE_DAYS) await considerAll(world.day(daysAgo, HEADS_HOUR - 1));
    await assignStale(scene, world.day(daysAgo, HEADS_HOUR));
    await expireClaims(world.day(daysAgo, HEADS_HOUR));
  }
  if (weekday !== SUNDAY) await workLeads(scene, world.day(daysAgo, DESK_HOUR));
  await enterProspects(scene, daysAgo);
  const acted = await liveCrowd(scene, daysAgo);
  await endDay(scene, acted, world.day(daysAgo, EVENING));
}

/** The night before a day: its figures are written down; all is computed anew where a month or week has ended. */
export async function night({ world }: Scene, at: Date, all: boolean): Promise<void> {
  if (all) {
    await recompute(world.idOf('branch'), at);
    await refreshPortfolio(at);
  }
  await keepDay(addBusinessDays(businessDay(at), -1));
}

/** What the server would have done meanwhile: matches and looks that were queued, reasons to call, stale leads. */
export async function endDay(scene: Scene, acted: readonly CrowdMember[], at: Date): Promise<void> {
  const handlers = new Map<string, OutboxHandler>([
    [MATCH_OUTBOX_KIND, workMatches(() => at)],
    [LEAD_OUTBOX_KIND, (payload) => considerMember((payload as { memberId: string }).memberId, at)],
  ]);
  const drain = () => workOutbox({ handlers, logger: scene.logger, now: () => at });
  await Promise.all(Array.from({ length: DRAINERS }, drain));
  await together(acted, AT_ONCE, async (member) => considerMember(await scene.memberOf(member, at), at));
  await recycleLeads(at);
}

interface Step {
  at: Date;
  work: () => Promise<void>;
}

/** Everybody's steps of a day: each person's one after another, different people's at the same time. */
async function liveCrowd(scene: Scene, daysAgo: number): Promise<CrowdMember[]> {
  const plans = scene.crowd.flatMap((member) => {
    const steps = stepsOf(scene, member, daysAgo).sort((one, other) => one.at.getTime() - other.at.getTime());
    return steps.length > 0 ? [{ member, steps }] : [];
  });
  await together(plans, AT_ONCE, async ({ steps }) => {
    for (const { work } of steps) await work();
  });
  return plans.map(({ member }) => member);
}

function stepsOf(scene: Scene, member: CrowdMember, daysAgo: number): Step[] {
  const { world } = scene;
  const { joined, bound, login } = member;
  const dice = diceOf(`day/${daysAgo}/${login}`);
  const market = marketDays(world.today).indexOf(daysAgo);
  const stamps = market === -1 ? 0 : (member.stamps[market] ?? 0);
  // Who joins on a market's day does so at its gate.
  const came = world.day(daysAgo, stamps > 0 ? dice.between(545, 870) : dice.between(520, 1_150));
  const after = (minutes: number) => new Date(came.getTime() + minutes * MINUTE_MS);
  const steps: Step[] = [];
  const add = (at: Date, work: (at: Date) => Promise<void>) => steps.push({ at, work: () => work(at) });
  if (joined === daysAgo) add(came, (at) => join(scene, member, at));
  if (bound === daysAgo) add(after(6), (at) => bind(scene, member, at));
  if (stamps > 0) {
    const walk = { key: marketKey(market), stamps, from: after(9), minutesEach: dice.between(3, 5) };
    add(walk.from, () => walkMarket(scene, member, walk));
  }
  const ticket = ticketOf(member);
  if (ticket.claimed === daysAgo) add(after(12), (at) => claim(scene, member, 'season-cash', at));
  if (ticket.paid === daysAgo) add(after(14), (at) => payAtMarket(scene, member, at));
  if (ticket.promise === daysAgo) add(after(16), (at) => claim(scene, member, 'season-aum', at));
  return steps;
}

/** Days on which a member claims the market's ticket, pays with it, and claims the offer for new assets; null for never. */
function ticketOf({
  joined,
  bound,
  matching,
  login,
}: CrowdMember): Record<'claimed' | 'paid' | 'promise', number | null> {
  const dice = diceOf(`ticket/${login}`);
  const claimed = dice.in100(36) && joined > 0 ? Math.max(1, joined - dice.between(0, 9)) : null;
  const paid = claimed !== null && dice.in100(64) ? claimed - dice.between(1, 8) : 0;
  const asks = bound !== null && matching && bound > 4 && dice.in100(20);
  return { claimed, paid: paid > 0 ? paid : null, promise: asks ? dice.between(1, Math.min(28, bound - 2)) : null };
}
