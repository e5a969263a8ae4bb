import type { Me } from '@linzhang/shared/members/members.contract';
import * as members from '@linzhang/shared/members/members.endpoints';
import { type Caller, requestId } from '../api';
import { done } from '../done';
import { buildBranch, buildMember, buildMerchant, buildWorker, type Person, type Worker } from '../people';

/** A branch with one of everybody, and two of those who need a second one. */
export interface Staffed {
  id: string;
  merchantId: string;
  head: Worker;
  /** The second person of approvals. */
  otherHead: Worker;
  manager: Worker;
  staff: Worker;
  cashier: Worker;
  /** A customer with nickname and phone. */
  member: Person;
  friend: Person;
}

let lastPhone = 13_800_000_000;

/** A mobile number that nobody in this test file has. */
export function newPhone(): string {
  lastPhone += 1;
  return String(lastPhone);
}

/** Binds a phone to a member, who agrees to messages and matching. */
export async function bindPhone(api: Caller, person: Person, phone = newPhone()): Promise<void> {
  const body = { code: `sim:${phone}`, marketing: true, matching: true, requestId: requestId() };
  await done(api, members.bindPhone, { token: person.token, body });
}

/** A customer who is called something. */
export async function buildCustomer(api: Caller, nickname: string): Promise<Person> {
  const person = await buildMember(api);
  const me: Me = await done(api, members.updateMe, { token: person.token, body: { nickname } });
  return { ...person, me };
}

/** Opens a branch with its people and a partner. */
export async function buildStaffed(api: Caller): Promise<Staffed> {
  const id = await buildBranch(api);
  const merchantId = await buildMerchant(api, id);
  return {
    id,
    merchantId,
    head: await buildWorker(api, id, ['head']),
    otherHead: await buildWorker(api, id, ['head']),
    manager: await buildWorker(api, id, ['manager']),
    staff: await buildWorker(api, id, ['staff']),
    cashier: await buildWorker(api, id, ['cashier'], merchantId),
    member: await buildCustomer(api, '陈阿姨'),
    friend: await buildCustomer(api, '吴同学'),
  };
}
