import { AppError } from '@linzhang/shared/kernel/errors';
import { MINUTE_MS } from '@linzhang/shared/kernel/time';
import { SLOT_MS, slotBegin, slotOf } from '@linzhang/shared/stamps/codes.rules';
import { scanCode as scanChannel } from '../../channels/scans.service';
import { checkIn } from '../../events/checkIn.service';
import { signUp } from '../../events/signups.service';
import { joinGroup } from '../../groups/memberships.service';
import type { EmployeeActor } from '../../http/actor';
import { findOpenid } from '../../members/accounts.service';
import { changeNickname, findMember, grantConsent } from '../../members/members.service';
import { bindPhone } from '../../members/phone.service';
import { claimOffer } from '../../offers/claims.service';
import { lookUpClaims } from '../../offers/lookups.service';
import { redeemClaim } from '../../offers/redemptions.service';
import { mintCodes } from '../../stamps/codes.service';
import { addContact } from '../../stamps/contacts.service';
import { scanCode } from '../../stamps/scans.service';
import { loginCodeOf } from '../personas';
import { DEMO_IP } from '../world';
import type { CrowdMember } from './crowd';
import { diceOf } from './dice';
import type { Scene } from './scene';

const SEALS = ['蔬果', '水产', '粮油', '豆香', '茶叶', '鲜花', '糕点', '银行'];
/** Who stands at the booths. */
const STAFF = 'JN004';
const CASHIER = 'JN101';

/** Somebody scans a code, or looks around without one, agrees to the terms and joins the group. */
export async function join(scene: Scene, member: CrowdMember, at: Date): Promise<void> {
  const { world, secrets, memberOf } = scene;
  const memberId = await memberOf(member, at);
  const consent = { memberId, purpose: 'service' as const, version: await scene.termsVersion(), ip: DEMO_IP };
  await grantConsent({ ...consent, requestId: world.requestIdOf(`consent:${member.login}`) }, at);
  await changeNickname(memberId, member.nickname, world.wechat, secrets);
  if (member.channel) {
    const visit = { memberId, requestId: world.requestIdOf(`scan:${member.login}`) };
    await scanChannel(visit, world.idOf(`channel:${member.channel}`), at);
  }
  const joinedAt = new Date(at.getTime() + 2 * MINUTE_MS);
  const requestId = world.requestIdOf(`join:${member.login}`);
  await joinGroup(memberId, world.idOf(`group:${member.group}`), requestId, joinedAt);
}

/** Binds the phone with the agreements that the member gives. */
export async function bind(scene: Scene, member: CrowdMember, at: Date): Promise<void> {
  const { world, secrets, memberOf } = scene;
  const memberId = await memberOf(member, at);
  if ((await findMember(memberId))?.phone) return;
  const { marketing, matching, phone, login } = member;
  const requestId = world.requestIdOf(`phone:${login}`);
  const wishes = { memberId, code: loginCodeOf(phone), marketing, matching, requestId, ip: DEMO_IP };
  await bindPhone(wishes, world.wechat, secrets, at);
}

/** A walk over a market: signing up by some, the entrance, the booths one after another, the bank's booth last. */
export interface MarketWalk {
  /** Before the names of the market's booths, as `openMarket` keeps them. */
  key: string;
  stamps: number;
  from: Date;
  minutesEach: number;
}

/** Walks over a market and collects stamps. */
export async function walkMarket(scene: Scene, member: CrowdMember, walk: MarketWalk): Promise<void> {
  const { world, memberOf, placeOf } = scene;
  const { key, stamps, from, minutesEach } = walk;
  const dice = diceOf(`walk/${key}${member.login}`);
  const [memberId, eventId] = [await memberOf(member, from), world.idOf(`${key}event`)];
  const thing = (name: string) => world.requestIdOf(`${key}${name}:${member.login}`);
  if (dice.in100(22)) await signUp(memberId, eventId, thing('signup'), from);
  const codes = await mintCodes(memberId, eventId, from);
  const codeAt = (at: Date) => codes.codes[slotOf(at) - codes.firstSlot] ?? '';
  const employeeId = world.idOf(`employee:${STAFF}`);
  if (dice.in100(45)) await checkIn({ eventId, code: codeAt(from), requestId: thing('entrance'), employeeId }, from);
  const begin = dice.below(SEALS.length);
  let at = from;
  for (let place = 0; place < stamps; place += 1) {
    at = new Date(at.getTime() + minutesEach * MINUTE_MS);
    const seal = SEALS[(begin + place) % SEALS.length] ?? '';
    const stamp = { employeeId, place: await placeOf(`${key}booth:${seal}`, STAFF), code: codeAt(at) };
    const { result } = await scanCode({ ...stamp, requestId: thing(seal) }, at);
    if (result !== 'stamped' && result !== 'already_stamped') throw new Error(`${key}${seal} answered ${result}`);
  }
  const after = new Date(slotBegin(slotOf(at) + 4).getTime() + SLOT_MS / 2);
  if (dice.in100(11)) {
    const place = await placeOf(`${key}booth:银行`, STAFF);
    await addContact({ employeeId, place, code: codeAt(after), requestId: thing('contact') }, after);
  }
  if (stamps >= 3 && dice.in100(28)) await fetchPrizes(scene, member, key, after);
}

/** Prizes are handed out at the bank's booth. */
async function fetchPrizes(scene: Scene, member: CrowdMember, key: string, at: Date): Promise<void> {
  const { world } = scene;
  const employee = actorOf(scene, { number: STAFF, name: '孙丽', role: 'staff' });
  const boothId = world.idOf(`${key}booth:银行`);
  await redeemAll(scene, member, { employee, boothId, billFen: null, thing: `${key}prize` }, at);
}

/** Claims an offer; what the member may not have is left alone. */
export async function claim(scene: Scene, member: CrowdMember, offer: string, at: Date): Promise<void> {
  const { world, secrets, memberOf } = scene;
  const memberId = await memberOf(member, at);
  const requestId = world.requestIdOf(`claim:${offer}:${member.login}`);
  const wish = { memberId, offerId: world.idOf(`offer:${offer}`), requestId, insider: false, ip: DEMO_IP };
  const deps = { wechat: world.wechat, openidOf: (id: string) => findOpenid(id, secrets) };
  await claimOffer(wish, deps, at).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

/** Pays at the market with a ticket that was claimed before. */
export async function payAtMarket(scene: Scene, member: CrowdMember, at: Date): Promise<void> {
  const employee = actorOf(scene, { number: CASHIER, name: '刘师傅', role: 'cashier', merchant: 'market' });
  const billFen = diceOf(`bill/${member.login}`).between(3_100, 12_800);
  await redeemAll(scene, member, { employee, boothId: null, billFen, thing: 'ticket' }, at);
}

interface Till {
  employee: EmployeeActor;
  boothId: string | null;
  billFen: number | null;
  thing: string;
}

async function redeemAll(scene: Scene, member: CrowdMember, till: Till, at: Date, tries = 3): Promise<void> {
  const { employee, boothId, billFen, thing } = till;
  const memberId = await scene.memberOf(member, at);
  const [code = ''] = (await mintCodes(memberId, null, at)).codes;
  const { lookupId, claims } = await lookUpClaims({ employee, code, claimCode: null, boothId }, at);
  try {
    for (const { id: claimId, needsBill, terms } of claims) {
      // The bank redeems this one once the assets have stood for a month.
      if (terms.kind === 'aum_threshold') continue;
      const requestId = scene.world.requestIdOf(`redeem:${thing}:${member.login}:${claimId}:${tries}`);
      const wish = { employee, lookupId, claimId, billFen: needsBill ? billFen : null, boothId, requestId };
      await redeemClaim(wish, at);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A look-up of months ago may be cleared away at once, as old ones are; a full hour is one, whenever it was.
    if (error.code === 'lookup_expired' && tries > 1) return redeemAll(scene, member, till, at, tries - 1);
    if (error.code !== 'redemption_limit_reached') throw error;
  }
}

function actorOf(
  { world }: Scene,
  who: { number: string; name: string; role: string; merchant?: string },
): EmployeeActor {
  return {
    employeeId: world.idOf(`employee:${who.number}`),
    branchId: world.idOf('branch'),
    name: who.name,
    roles: [who.role],
    position: 'teller',
    ...(who.merchant ? { merchantId: world.idOf(`merchant:${who.merchant}`) } : {}),
  };
}
