import { z } from 'zod';
import { EmployeeSelf } from '../employees/employees.contract';
import { contract } from '../kernel/contract';
import { Day, Id, Instant, RequestId } from '../kernel/ids';
import { line } from '../kernel/text';
import * as routes from './members.endpoints';
import { CONSENT_PURPOSES, DELETION_WORD } from './members.rules';

export const Purpose = z.enum(CONSENT_PURPOSES);
const Nickname = line(1, 20);
const Consent = z.object({ version: z.string(), grantedAt: Instant }).nullable();

/** The signed-in person as the own pages show it. */
export const Me = z.object({
  id: Id,
  number: z.string(),
  nickname: z.string().nullable(),
  phone: z.string().nullable(),
  joinedAt: Instant,
  consents: z.object({ service: Consent, marketing: Consent, matching: Consent }),
  consented: z.boolean(),
  termsVersion: z.string(),
  employee: EmployeeSelf.nullable(),
  can: z.object({
    bindPhone: z.boolean(),
    openWork: z.boolean(),
    manageEmployees: z.boolean(),
    manageMerchants: z.boolean(),
    manageBranches: z.boolean(),
    readAudit: z.boolean(),
    manageGroups: z.boolean(),
    manageEvents: z.boolean(),
    manageOffers: z.boolean(),
    manageChannels: z.boolean(),
    scan: z.boolean(),
    redeem: z.boolean(),
    decide: z.boolean(),
    manageSettings: z.boolean(),
    serveCustomers: z.boolean(),
    headBranch: z.boolean(),
  }),
});
export type Me = z.infer<typeof Me>;

const Device = z.strictObject({ platform: z.enum(['weapp', 'h5']), model: line(0, 60).optional() });

export const Session = z.object({ token: z.string(), expiresAt: Instant, me: Me });
export type Session = z.infer<typeof Session>;

export const signIn = contract(routes.signIn, {
  summary: 'Exchanges a WeChat login code for a session; a first login makes the account.',
  access: 'anyone',
  body: z.strictObject({ code: z.string().min(1).max(200), device: Device }),
  response: Session,
  status: 201,
  errors: ['wechat_code_invalid', 'wechat_user_blocked', 'wechat_unavailable'],
});

export const signOut = contract(routes.signOut, { summary: 'Ends the session of this device.', access: 'signed_in' });

export const Terms = z.object({
  version: z.string(),
  effectiveOn: Day,
  title: z.string(),
  summary: z.array(z.string()),
  sections: z.array(z.object({ heading: z.string(), text: z.string() })),
});
export type Terms = z.infer<typeof Terms>;

export const getTerms = contract(routes.getTerms, {
  summary: 'The privacy terms in force.',
  access: 'anyone',
  response: Terms,
});

export const getMe = contract(routes.getMe, {
  summary: 'The signed-in person, with what the pages may offer.',
  access: 'signed_in',
  response: Me,
});

export const updateMe = contract(routes.updateMe, {
  summary: 'Changes the own nickname, after WeChat checked the text.',
  access: 'member',
  body: z.strictObject({ nickname: Nickname }),
  response: Me,
  errors: ['text_rejected', 'wechat_unavailable'],
});

export const grantConsent = contract(routes.grantConsent, {
  summary: 'Agrees to one purpose, to the version of the terms that was shown.',
  access: 'signed_in',
  body: z.strictObject({ purpose: Purpose, version: z.string().min(1).max(20), requestId: RequestId }),
  response: Me,
  errors: ['consent_outdated', 'phone_required', 'request_reused'],
});

export const withdrawConsent = contract(routes.withdrawConsent, {
  summary: 'Takes back marketing or data matching; taking back service means deleting the account.',
  access: 'member',
  params: z.object({ purpose: z.enum(['marketing', 'matching']) }),
  response: Me,
});

const Bound = z.object({ outcome: z.literal('bound'), me: Me });
const BoundElsewhere = z.object({
  outcome: z.literal('bound_elsewhere'),
  account: z.object({ nickname: z.string().nullable(), number: z.string(), joinedAt: Instant }),
  proof: z.string(),
  proofExpiresAt: Instant,
});
export const PhoneOutcome = z.discriminatedUnion('outcome', [Bound, BoundElsewhere]);
export type PhoneOutcome = z.infer<typeof PhoneOutcome>;

export const bindPhone = contract(routes.bindPhone, {
  summary: 'Binds or changes the phone by a WeChat phone code; says so where another account holds it.',
  access: 'member',
  body: z.strictObject({
    code: z.string().min(1).max(200),
    marketing: z.boolean(),
    matching: z.boolean(),
    requestId: RequestId,
  }),
  response: PhoneOutcome,
  errors: ['wechat_code_invalid', 'phone_not_mobile', 'wechat_unavailable', 'request_reused'],
});

export const movePhone = contract(routes.movePhone, {
  summary: 'Moves the phone and what the other account holds to this one; the other account is closed.',
  access: 'member',
  body: z.strictObject({ proof: z.string().min(20).max(400), requestId: RequestId }),
  response: Me,
  errors: ['phone_proof_expired', 'employee_linked_elsewhere', 'request_reused'],
});

export const SessionRow = z.object({
  id: z.string(),
  platform: z.enum(['weapp', 'h5']),
  model: z.string().nullable(),
  createdAt: Instant,
  lastSeenAt: Instant,
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof SessionRow>;

export const listSessions = contract(routes.listSessions, {
  summary: 'Devices on which the account is signed in, newest use first.',
  access: 'signed_in',
  response: z.object({ items: z.array(SessionRow) }),
});

export const revokeSession = contract(routes.revokeSession, {
  summary: 'Signs one device out.',
  access: 'signed_in',
  params: z.object({ sessionId: z.string().regex(/^[0-9a-f]{64}$/) }),
  errors: ['not_found'],
});

export const exportOwnData = contract(routes.exportOwnData, {
  summary: 'All that is stored of the signed-in person, by domain.',
  access: 'signed_in',
  response: z.object({ exportedAt: Instant, sections: z.record(z.string(), z.unknown()) }),
});

export const deleteOwnAccount = contract(routes.deleteOwnAccount, {
  summary: 'Deletes the account: the person is removed, keyed hashes stay for 24 months, sessions end.',
  access: 'signed_in',
  body: z.strictObject({ confirm: z.literal(DELETION_WORD), requestId: RequestId }),
  response: z.object({ deletedAt: Instant, hashesKeptUntil: Instant }),
  errors: ['employee_linked_elsewhere', 'request_reused'],
});

export const revealPhone = contract(routes.revealPhone, {
  summary: "Shows a member's phone number to who serves the member; each reveal is recorded.",
  access: 'employee',
  params: z.object({ memberId: Id }),
  body: z.strictObject({ purpose: line(2, 60), requestId: RequestId }),
  response: z.object({ phone: z.string() }),
  errors: ['not_found', 'phone_not_bound', 'reveal_limit_reached', 'request_reused'],
});
