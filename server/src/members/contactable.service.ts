import { consentInForce } from '@linzhang/shared/members/members.rules';
import { Member } from './member.model';

/** Ids of the active members who agreed to be contacted, one after another. */
export async function* membersToContact(): AsyncGenerator<string> {
  const where = { status: 'active' as const, 'consents.purpose': 'marketing' as const };
  for await (const row of Member.find(where, { consents: 1 }).sort({ _id: 1 }).lean().cursor({ batchSize: 500 }))
    if (consentInForce(row.consents, 'marketing')) yield row._id.toHexString();
}
