import type {
  OriginCase,
  OriginChange as OriginChangeAnswer,
  OriginMember,
} from '@linzhang/shared/attribution/origins.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { memberNumber } from '@linzhang/shared/members/members.rules';
import { Types } from 'mongoose';
import { agreedRequests, openRequestOf, requestsById } from '../approvals/approvalLookups.service';
import type { ApprovalRecord } from '../approvals/approvals.service';
import { branchNames } from '../branches/branches.service';
import { lastTouches } from '../channels/touchHistory.service';
import { bringersOf } from '../employees/branchPeople.service';
import { employeeNames } from '../employees/employees.service';
import { activeAmong } from '../members/activeMembers.service';
import { isInsider } from '../members/insiders.service';
import { maskedNames } from '../members/members.service';
import { OriginChange, type OriginChangeRecord } from './originChange.model';
import type { OriginPayload } from './originDecisions.service';
import { type OriginMemberQuery, originMembers } from './originMembers.service';
import { Relation, type RelationRecord } from './relation.model';

type Names = ReadonlyMap<string, string>;

const SHOWN = 20;

/** What a head needs to decide who brought a member of the branch. */
export async function presentCase(memberId: string, branchId: string): Promise<OriginCase> {
  const _id = new Types.ObjectId(memberId);
  const [relation, waiting, touches, bringers, rows, insider] = await Promise.all([
    Relation.findById(_id).lean(),
    openRequestOf('origin_change', memberId),
    lastTouches(memberId, SHOWN),
    bringersOf(branchId),
    OriginChange.find({ memberId: _id }).sort({ at: -1, _id: -1 }).limit(SHOWN).lean(),
    isInsider(memberId),
  ]);
  const row: RelationRecord = relation ?? { _id };
  const payload = waiting?.payload as OriginPayload | undefined;
  const [changes, members, branches, people] = await Promise.all([
    presentChanges(rows),
    maskedNames([memberId]),
    branchNames([branchId]),
    employeeNames([
      ...hexOf([row.originId, row.ownerId]),
      ...touches.map(({ employeeId }) => employeeId),
      ...(payload ? [payload.toId] : []),
    ]),
  ]);
  const { ownerId, ownerSince } = row;
  return {
    member: memberAs(memberId, members),
    branch: { id: branchId, name: branches.get(branchId) ?? '' },
    origin: originOf(row, people),
    owner: ownerId && ownerSince ? { ...named(ownerId.toHexString(), people), since: ownerSince.toISOString() } : null,
    insider,
    waiting: waiting && payload ? presentWaiting(waiting, payload, people) : null,
    touches: touches.map(({ employeeId, at, ...touch }) => ({
      ...touch,
      employee: named(employeeId, people),
      at: at.toISOString(),
    })),
    candidates: bringers.filter(({ id }) => id !== row.originId?.toHexString()),
    changes,
  };
}

function presentWaiting(waiting: ApprovalRecord, { toId }: OriginPayload, people: Names): OriginCase['waiting'] {
  return {
    to: named(toId, people),
    reason: waiting.reason ?? '',
    requestedBy: waiting.requestedBy.name,
    requestedAt: waiting.requestedAt.toISOString(),
  };
}

/** Members of a branch with who brought them; who has left is not among them. */
export async function presentOriginMembers(query: OriginMemberQuery): Promise<Page<OriginMember>> {
  const page = await originMembers(query);
  const ids = page.items.map((row) => row._id.toHexString());
  const [members, active, people] = await Promise.all([
    maskedNames(ids),
    activeAmong(ids),
    employeeNames(hexOf(page.items.flatMap(({ originId, ownerId }) => [originId, ownerId]))),
  ]);
  const items = page.items.filter((row) => active.has(row._id.toHexString()));
  return {
    items: items.map((row) => ({
      member: memberAs(row._id.toHexString(), members),
      origin: originOf(row, people),
      owner: row.ownerId ? named(row.ownerId.toHexString(), people) : null,
    })),
    nextCursor: page.nextCursor,
  };
}

/** Origin decisions of a branch, newest first. */
export async function presentOriginChanges(query: {
  branchId: string;
  cursor?: string;
  limit: number;
}): Promise<Page<OriginChangeAnswer>> {
  const page = await agreedRequests('origin_change', query);
  const rows = await OriginChange.find({ approvalId: { $in: page.items.map((row) => row._id) } })
    .sort({ approvalId: -1 })
    .lean();
  return { items: await presentChanges(rows), nextCursor: page.nextCursor };
}

async function presentChanges(rows: readonly OriginChangeRecord[]): Promise<OriginChangeAnswer[]> {
  const [members, people, requests] = await Promise.all([
    maskedNames(rows.map((row) => row.memberId.toHexString())),
    employeeNames(hexOf(rows.flatMap(({ fromId, toId }) => [fromId ?? undefined, toId]))),
    requestsById(rows.map((row) => row.approvalId.toHexString())),
  ]);
  return rows.map((row) => {
    const request = requests.get(row.approvalId.toHexString());
    return {
      id: row._id.toHexString(),
      member: memberAs(row.memberId.toHexString(), members),
      from: row.fromId ? named(row.fromId.toHexString(), people) : null,
      to: named(row.toId.toHexString(), people),
      reason: row.reason,
      at: row.at.toISOString(),
      requestedBy: request?.requestedBy.name ?? '',
      decidedBy: request?.decidedBy?.name ?? '',
    };
  });
}

function originOf({ originId, originAt, originBecause }: RelationRecord, people: Names): OriginMember['origin'] {
  if (!originId || !originAt) return null;
  return {
    ...named(originId.toHexString(), people),
    at: originAt.toISOString(),
    because: originBecause ?? 'touch',
  };
}

function memberAs(id: string, names: Names): OriginMember['member'] {
  return { id, name: names.get(id) ?? '', number: memberNumber(id) };
}

function named(id: string, names: Names): { id: string; name: string } {
  return { id, name: names.get(id) ?? '' };
}

function hexOf(ids: readonly (Types.ObjectId | undefined)[]): string[] {
  return [...new Set(ids.flatMap((id) => (id ? [id.toHexString()] : [])))];
}
