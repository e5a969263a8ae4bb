import type { Me } from '@linzhang/shared/members/members.contract';

const NOTHING = {
  openWork: false,
  manageEmployees: false,
  manageMerchants: false,
  manageBranches: false,
  readAudit: false,
  manageGroups: false,
  manageEvents: false,
  manageOffers: false,
  manageChannels: false,
  scan: false,
  redeem: false,
  decide: false,
  manageSettings: false,
  serveCustomers: false,
  headBranch: false,
};

/** A signed-in member as the server describes one. */
export function buildMe(changes: Partial<Me> = {}): Me {
  const consented = changes.consented ?? true;
  const service = consented ? { version: '2026-10', grantedAt: '2026-11-01T02:00:00.000Z' } : null;
  return {
    id: '0'.repeat(24),
    number: '8K2Q F7M0',
    nickname: null,
    phone: null,
    joinedAt: '2026-11-01T02:00:00.000Z',
    consents: { service, marketing: null, matching: null },
    consented,
    termsVersion: '2026-10',
    employee: null,
    can: { bindPhone: consented, ...NOTHING },
    ...changes,
  };
}
