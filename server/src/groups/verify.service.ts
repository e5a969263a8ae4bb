import type { Types } from 'mongoose';
import type { Difference } from '../db/difference';
import { Group } from './group.model';
import { Membership } from './membership.model';

/** Recomputes the number of members of every group from the memberships, and whether any is over its limit. */
export async function* verifyGroups(): AsyncIterable<Difference> {
  for await (const row of Group.find({}, { memberCount: 1, memberLimit: 1 }).lean().cursor()) {
    const { _id, memberCount, memberLimit } = row as { _id: Types.ObjectId; memberCount: number; memberLimit: number };
    const id = _id.toHexString();
    const expected = await Membership.countDocuments({ groupId: _id, active: true });
    if (expected !== memberCount) yield { projection: 'groups.memberCount', id, expected, found: memberCount };
    if (expected > memberLimit) yield { projection: 'groups.overLimit', id, expected: memberLimit, found: expected };
  }
}
