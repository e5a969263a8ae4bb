import type { EmployeeSelf } from '@linzhang/shared/employees/employees.contract';
import type { Me, SessionRow } from '@linzhang/shared/members/members.contract';
import { meAbilities } from '@linzhang/shared/members/members.policy';
import {
  type ConsentPurpose,
  consentInForce,
  hasAcceptedTerms,
  memberNumber,
} from '@linzhang/shared/members/members.rules';
import type { MemberRecord } from './member.model';
import type { SessionRecord } from './session.model';
import { TERMS } from './terms';

/** A member as the own pages show it. */
export function presentMe(member: MemberRecord, employee: EmployeeSelf | null): Me {
  const id = member._id.toHexString();
  const consented = hasAcceptedTerms(member.consents, TERMS.version);
  const subject = employee ? { employeeId: employee.id, branchId: employee.branch.id, roles: employee.roles } : null;
  return {
    id,
    number: memberNumber(id),
    nickname: member.nickname ?? null,
    phone: member.phone?.masked ?? null,
    joinedAt: member.createdAt.toISOString(),
    consents: {
      service: presentConsent(member, 'service'),
      marketing: presentConsent(member, 'marketing'),
      matching: presentConsent(member, 'matching'),
    },
    consented,
    termsVersion: TERMS.version,
    employee,
    can: meAbilities(consented, subject),
  };
}

function presentConsent(member: MemberRecord, purpose: ConsentPurpose): Me['consents']['service'] {
  const entry = consentInForce(member.consents, purpose);
  return entry ? { version: entry.version, grantedAt: entry.grantedAt.toISOString() } : null;
}

/** A signed-in device as its owner sees it. */
export function presentSession(session: SessionRecord, currentId: string): SessionRow {
  return {
    id: session._id,
    platform: session.platform,
    model: session.model ?? null,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    current: session._id === currentId,
  };
}
