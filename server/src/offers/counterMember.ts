import { memberNumber } from '@linzhang/shared/members/members.rules';
import { maskedNames } from '../members/members.service';

/** A customer as a counter sees one: the masked name and the number to read out. */
export interface CounterMember {
  name: string | null;
  number: string;
}

/** Several customers as a counter sees them, by id. */
export async function counterMembers(memberIds: readonly string[]): Promise<Map<string, CounterMember>> {
  const names = await maskedNames(memberIds);
  return new Map(memberIds.map((id) => [id, { name: names.get(id) ?? null, number: memberNumber(id) }]));
}

/** One customer as a counter sees one. */
export async function counterMember(memberId: string): Promise<CounterMember> {
  return (await counterMembers([memberId])).get(memberId) ?? { name: null, number: memberNumber(memberId) };
}
