import type { PipelineStage } from 'mongoose';
import { combine } from '../db/combine';
import { readFew } from '../db/readFew';
import { type employeeActorOf, employeeLookup } from '../employees/employees.service';
import { employeeBehindPhone } from '../members/insiders.service';
import { type LookedUpMember, memberLookup } from '../members/members.service';
import { CodeAlias, type CodeAliasRecord } from './codeAlias.model';

/** Whom an alias names. */
export interface CodeHolder {
  memberId: string;
  /** Null for redeeming. */
  eventId: string | null;
  nickname: string | null;
  /** The employee who the member is too, linked or by the same phone. */
  employeeId: string | null;
}

type FoundAlias = CodeAliasRecord & {
  member: LookedUpMember[];
  employee: NonNullable<Parameters<typeof employeeActorOf>[0]>[];
};

/** Who is scanned at the same time is found by one read. */
const ask = combine<string, FoundAlias | null>(async (aliases) => {
  const stages: PipelineStage[] = [
    { $match: { _id: { $in: [...new Set(aliases)] } } },
    memberLookup(),
    employeeLookup(),
  ];
  const found = await readFew<FoundAlias>(CodeAlias.collection.name, stages, aliases.length);
  const byAlias = new Map(found.map((row) => [row._id, row]));
  return aliases.map((alias) => byAlias.get(alias) ?? null);
});

/** Whom an alias names; null for one that is not known. */
export async function findCodeHolder(alias: string): Promise<CodeHolder | null> {
  const found = await ask(alias);
  if (!found) return null;
  const [member] = found.member;
  const linked = found.employee[0]?._id.toHexString() ?? null;
  return {
    memberId: found.memberId.toHexString(),
    eventId: found.eventId?.toHexString() ?? null,
    nickname: member?.nickname ?? null,
    employeeId: linked ?? (member?.phone ? await employeeBehindPhone(member.phone) : null),
  };
}
