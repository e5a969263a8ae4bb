import type { AuditActor } from '../audit/audit.service';
import { findOpenid } from '../members/accounts.service';
import type { changeOfferStatus } from '../offers/publishing.service';
import type { TextCheck } from '../platform/wechat/shownTexts';
import { loginCodeOf } from './personas';
import { DEMO_IP, type DemoWorld } from './world';

/** What hides openids and phone numbers. */
export type MemberSecrets = Parameters<typeof findOpenid>[1];

/** The number of 陈阿姨, by which the bank's list knows her. */
export const CHENS_PHONE = '13800008866';

type OfferTexts = Parameters<typeof changeOfferStatus>[1]['texts'];

/** The head of the demo's branch as the one who does something. */
export function headOf(world: DemoWorld): AuditActor {
  return { actorId: world.idOf('employee:JN002'), actorName: '王建国', ip: DEMO_IP };
}

/** One of the branch's employees as the one who does something. */
export function employeeOf(world: DemoWorld, number: string, actorName: string): AuditActor & { actorId: string } {
  return { actorId: world.idOf(`employee:${number}`), actorName, ip: DEMO_IP };
}

/** Texts of groups and events are the head's. */
export async function headsTexts({ wechat }: DemoWorld): Promise<TextCheck> {
  const { openid } = await wechat.login(loginCodeOf('head-wang'));
  return { openid, wechat };
}

/** Texts of offers are the head's. */
export function headsOfferTexts(world: DemoWorld, secrets: MemberSecrets): OfferTexts {
  const openidOf = (memberId: string) => findOpenid(memberId, secrets);
  return { memberId: world.idOf('member:head-wang'), openidOf, wechat: world.wechat };
}
