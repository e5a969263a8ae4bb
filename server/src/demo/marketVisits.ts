import { scanCode as scanChannel } from '../channels/scans.service';
import { findDutyPlace } from '../events/places.service';
import { joinGroup } from '../groups/memberships.service';
import { findOpenid } from '../members/accounts.service';
import { claimOffer } from '../offers/claims.service';
import { mintCodes } from '../stamps/codes.service';
import { scanCode } from '../stamps/scans.service';
import type { MemberSecrets } from './people';
import { DEMO_IP, type DemoWorld } from './world';

/** Minutes before the first start. */
const CAME = 90;
const JOINED = 88;
const STAMPED: readonly [string, number][] = [
  ['蔬果', 60],
  ['水产', 45],
  ['茶叶', 30],
];
const CLAIMED = 15;

/** 陈阿姨 came by the poster, joined, went to three booths and claimed a ticket. */
export async function makeVisits(world: DemoWorld, secrets: MemberSecrets): Promise<void> {
  const memberId = world.idOf('member:customer-chen');
  const visit = { memberId, requestId: world.requestIdOf('visit:channel') };
  await scanChannel(visit, world.idOf('channel:market'), world.ago(CAME));
  const joining = world.requestIdOf('visit:group');
  await joinGroup(memberId, world.idOf('group:market'), joining, world.ago(JOINED));
  for (const [seal, minutes] of STAMPED) await collectStamp(world, memberId, seal, world.ago(minutes));
  await claimOffer(
    {
      memberId,
      offerId: world.idOf('offer:cash-off'),
      requestId: world.requestIdOf('visit:claim'),
      insider: false,
      ip: DEMO_IP,
    },
    { wechat: world.wechat, openidOf: (id) => findOpenid(id, secrets) },
    world.ago(CLAIMED),
  );
}

async function collectStamp(world: DemoWorld, memberId: string, seal: string, at: Date): Promise<void> {
  const [boothId, employeeId] = [world.idOf(`booth:${seal}`), world.idOf('employee:JN004')];
  const place = await findDutyPlace(boothId, employeeId);
  const [code] = (await mintCodes(memberId, world.idOf('event'), at)).codes;
  if (!place || !code) throw new Error(`nobody stands at booth ${seal}`);
  const answer = await scanCode({ employeeId, place, code, requestId: world.requestIdOf(`stamp:${seal}`) }, at);
  if (answer.result !== 'stamped') throw new Error(`booth ${seal} answered ${answer.result}`);
}
