import type { EngagementKind } from '@linzhang/shared/engagements/engagements.rules';
import { Types } from 'mongoose';
import { Approval } from '../../server/src/approvals/approval.model';
import { Engagement } from '../../server/src/engagements/engagement.model';
import { FollowUp } from '../../server/src/leads/followUp.model';
import { Claim } from '../../server/src/offers/claim.model';
import { Redemption } from '../../server/src/offers/redemption.model';
import { Prospect } from '../../server/src/prospects/prospect.model';
import { Scan } from '../../server/src/stamps/scan.model';
import { Stamp } from '../../server/src/stamps/stamp.model';

const objectIds = (ids: readonly string[]) => ids.map((id) => new Types.ObjectId(id));
const texts = (ids: readonly unknown[]) => ids.map(String);

/** For each kind of what a server has acknowledged: which of these the database holds. */
const FOUND = {
  claim: async (ids: string[]) => texts(await Claim.distinct('_id', { _id: { $in: ids } })),
  'claim cancelled': async (ids: string[]) =>
    texts(await Claim.distinct('_id', { _id: { $in: ids }, state: 'cancelled' })),
  'redemption reversed': async (ids: string[]) =>
    texts(await Claim.distinct('_id', { _id: { $in: ids }, state: 'reversed' })),
  redemption: async (ids: string[]) =>
    texts(await Redemption.distinct('_id', { _id: { $in: objectIds(ids) }, state: { $in: ['redeemed', 'reversed'] } })),
  stamp: async (ids: string[]) => texts(await Stamp.distinct('_id', { _id: { $in: objectIds(ids) } })),
  'stamp voided': async (ids: string[]) =>
    texts(await Stamp.distinct('_id', { _id: { $in: objectIds(ids) }, active: false })),
  /** By request: the scan without network is there with its stamp. */
  'scan counted': async (ids: string[]) =>
    texts(
      await Scan.distinct('requestId', { requestId: { $in: ids }, 'kept.state': 'counted', stampId: { $ne: null } }),
    ),
  /** By member. */
  'group joined': async (ids: string[]) => engaged('group_joined', ids),
  'signed up': async (ids: string[]) => engaged('signed_up', ids),
  'checked in': async (ids: string[]) => engaged('checked_in', ids),
  'phone bound': async (ids: string[]) => engaged('phone_bound', ids),
  prospect: async (ids: string[]) => texts(await Prospect.distinct('_id', { _id: { $in: objectIds(ids) } })),
  /** By the note. */
  'follow-up': async (notes: string[]) => texts(await FollowUp.distinct('note', { note: { $in: notes } })),
  approval: async (ids: string[]) =>
    texts(await Approval.distinct('_id', { _id: { $in: objectIds(ids) }, status: 'approved' })),
} as const satisfies Record<string, (ids: string[]) => Promise<string[]>>;
type Kind = keyof typeof FOUND;

async function engaged(kind: EngagementKind, ids: string[]): Promise<string[]> {
  return texts(await Engagement.distinct('memberId', { kind, memberId: { $in: objectIds(ids) } }));
}

/** What servers have acknowledged: none of it may be lost, whatever was killed. */
export class Receipts {
  private readonly kept = new Map<Kind, Set<string>>();

  keep(kind: Kind, id: string): void {
    const ids = this.kept.get(kind) ?? new Set();
    this.kept.set(kind, ids.add(id));
  }

  /** How many of each kind were acknowledged. */
  summary(): string {
    return [...this.kept].map(([kind, ids]) => `${kind} x${ids.size}`).join(', ');
  }

  /** What was acknowledged and is not in the database that mongoose is connected to. */
  async lost(): Promise<string[]> {
    const lost: string[] = [];
    for (const [kind, ids] of this.kept) {
      const found = new Set(await FOUND[kind]([...ids]));
      lost.push(...[...ids].filter((id) => !found.has(id)).map((id) => `${kind} ${id}`));
    }
    return lost;
  }
}
