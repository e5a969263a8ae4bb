import type { AuditActor } from '../audit/audit.service';
import { findOpenid } from '../members/accounts.service';
import type { changeOfferStatus } from '../offers/publishing.service';
import type { TextCheck } from '../platform/wechat/shownTexts';
import { loginCodeOf } from './personas';
import { DEMO_IP, type DemoWorld } from './world';

/** What hides openids and phone numbers. */
export type MemberSecrets = Parameters<typeof findOpenid>[1];

type OfferTexts = Parameters<typeof changeOfferStatus>[1]['texts'];

/** The head of the demo's branch as the one who does something. */
export function headOf(world: DemoWorld): AuditActor {
  return { actorId: world.idOf('employee:JN002'), actorName: '王建国', ip: DEMO_IP };
}

/** The manager of the demo's branch as the one who does something. */
export function managerOf(world: DemoWorld): AuditActor & { actorId: string } {
  return { actorId: world.idOf('employee:JN003'), actorName: '周敏', ip: DEMO_IP };
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
