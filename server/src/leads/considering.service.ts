import { businessDay } from '@linzhang/shared/kernel/time';
import { type LeadNumbers, type LeadStanding, makesLead } from '@linzhang/shared/leads/leads.rules';
import { type FoundReason, newReasons, reasonsOf } from '@linzhang/shared/leads/reasons.rules';
import { consentInForce } from '@linzhang/shared/members/members.rules';
import { type ClientSession, Types } from 'mongoose';
import { holdRelation, relationOf } from '../attribution/attribution.service';
import { wasBoundByChannel } from '../attribution/bindings.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { inTransaction } from '../db/transaction';
import { type LedgerRow, ledgerOf } from '../engagements/following.service';
import { findEvents } from '../events/places.service';
import { findGroups, groupIdsOf } from '../groups/groups.service';
import { isInsider } from '../members/insiders.service';
import { findMember } from '../members/members.service';
import { standingOf } from '../members/standing.service';
import { findOffers } from '../offers/offers.service';
import { capsOf, openCounter } from './counters';
import { Lead } from './lead.model';
import { joinReasons, type NewLead, openLead } from './making.service';
import { leadNumbersOf } from './numbers';
import { type KnownPlace, placeIn } from './pool.service';
import { hasLeft } from './retired.service';

/** Rows of the ledger looked at: the score of older ones has long faded. */
const MOST_ROWS = 2_000;

/** What the reasons of a member rest on. */
interface Considered {
  memberId: string;
  branchId: string;
  ownerId: string | null;
  ledger: LedgerRow[];
  found: FoundReason[];
  standing: LeadStanding | null;
  numbers: LeadNumbers;
}

/** So often a member is looked at again whose owner or lead changed meanwhile. */
const TRIES = 3;

/**
 * Looks at a member anew: whatever is a reason to call opens a lead or joins the open one. Whoever did not agree to be
 * contacted, works here or is in segment D gets none. Doing it again changes nothing.
 */
export async function considerMember(memberId: string, now: Date): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const considered = await consider(memberId, now);
    if (!considered) return;
    try {
      if (await keep(considered, now)) return;
    } catch (error) {
      // Somebody else opened the member's lead at the same time: the reasons join it.
      if (!isDuplicateKey(error, 'memberId') || attempt === TRIES) throw error;
    }
    if (attempt === TRIES) throw new Error(`the owner of member ${memberId} changes all the time`);
  }
}

/** What there is to open or join; null where there is no new reason. */
async function consider(memberId: string, now: Date): Promise<Considered | null> {
  const member = await findMember(memberId);
  if (member?.status !== 'active' || !consentInForce(member.consents, 'marketing')) return null;
  const standing = await standingOf(memberId, now);
  if (!makesLead(standing)) return null;
  const ledger = await ledgerOf(memberId, MOST_ROWS);
  const relation = await relationOf(memberId);
  const branchId = relation.branchId ?? ledger.findLast((row) => row.branchId !== null)?.branchId ?? null;
  // A member of no branch is nobody's to call.
  if (branchId === null) return null;
  const numbers = await leadNumbersOf(branchId);
  const found = reasonsOf(
    { ledger: await withOffers(ledger), boundByChannel: await wasBoundByChannel(memberId), standing },
    businessDay(now),
    now,
    numbers,
  );
  if (found.length === 0 || (await nothingNew(memberId, found, now, numbers)) || (await isInsider(memberId)))
    return null;
  return { memberId, branchId, ownerId: relation.ownerId, ledger, found, standing, numbers };
}

/** Opens or joins in one transaction; false where the member has got another owner since. */
async function keep(considered: Considered, now: Date): Promise<boolean> {
  const lead = await newLeadOf(considered);
  if (lead.ownerId) await openCounter(lead.ownerId);
  return inTransaction((session) => keepReasons(session, considered, lead, now));
}

async function withOffers(ledger: readonly LedgerRow[]) {
  const claimed = ledger.flatMap(({ kind, offerId }) => (kind === 'claimed' && offerId ? [offerId] : []));
  const offers = claimed.length > 0 ? await findOffers([...new Set(claimed)]) : [];
  const ofAum = new Set(
    offers.filter(({ terms }) => terms.kind === 'aum_threshold').map(({ _id }) => _id.toHexString()),
  );
  return ledger.map((row) => ({ ...row, aumOffer: row.offerId !== null && ofAum.has(row.offerId) }));
}

async function leadsOf(memberId: string, session: ClientSession | null = null) {
  return Lead.find({ memberId: new Types.ObjectId(memberId) })
    .session(session)
    .lean();
}

function earlier(leads: Awaited<ReturnType<typeof leadsOf>>) {
  return leads.map(({ reasons, closedAt }) => ({ reasons, closedAt: closedAt ?? null }));
}

async function nothingNew(
  memberId: string,
  found: readonly FoundReason[],
  now: Date,
  { reasonRestMs }: LeadNumbers,
): Promise<boolean> {
  return newReasons(found, earlier(await leadsOf(memberId)), now, reasonRestMs).length === 0;
}

/** The lead that would be opened. */
async function newLeadOf(considered: Considered): Promise<NewLead> {
  const { memberId, branchId, ownerId, ledger, found, standing } = considered;
  const ownerLeft = ownerId !== null && (await hasLeft(ownerId));
  return {
    subject: { memberId: new Types.ObjectId(memberId) },
    branchId,
    reasons: found,
    standing,
    ownerId: ownerLeft ? null : ownerId,
    desk: ownerLeft ? 'head' : 'pool',
    place: await placeIn(branchId, await knownPlaces(memberId, ledger)),
    caps: await capsOf(branchId),
  };
}

const EVENTS_LOOKED_AT = 5;

/** The groups the member is in, and the events last been at. */
async function knownPlaces(memberId: string, ledger: readonly LedgerRow[]): Promise<KnownPlace[]> {
  const events = ledger.flatMap(({ eventId }) => (eventId ? [eventId] : [])).slice(-EVENTS_LOOKED_AT);
  const groups = await findGroups(await groupIdsOf(memberId));
  return [
    ...groups.map(({ place, industry }) => ({ point: place, industry })),
    ...(await findEvents([...new Set(events)])).map(({ place }) => ({ point: place, industry: null })),
  ];
}

async function keepReasons(
  session: ClientSession,
  { memberId, ownerId, numbers }: Considered,
  lead: NewLead,
  now: Date,
): Promise<boolean> {
  const leads = await leadsOf(memberId, session);
  const reasons = newReasons(lead.reasons, earlier(leads), now, numbers.reasonRestMs);
  if (reasons.length === 0) return true;
  const open = leads.find(({ live }) => live);
  if (open) {
    await joinReasons(session, open, reasons, lead.standing, now);
    return true;
  }
  // A lead goes with the owner: one who comes at this moment finds it, or is found.
  if ((await holdRelation(session, memberId)).ownerId !== ownerId) return false;
  await openLead(session, { ...lead, reasons }, now);
  return true;
}
