import { findDutyPlace } from '../../events/places.service';
import { holderOfOpenid } from '../../members/accounts.service';
import { getMe } from '../../members/members.service';
import type { Logger } from '../../platform/logger';
import type { MemberSecrets } from '../people';
import { loginCodeOf } from '../personas';
import type { DemoWorld } from '../world';
import { type CrowdMember, planCrowd } from './crowd';
import { type Customer, planCustomers } from './customers';

type Place = NonNullable<Awaited<ReturnType<typeof findDutyPlace>>>;

/** What every step of the history works with: the plan of it, and what was made so far. */
export interface Scene {
  world: DemoWorld;
  secrets: MemberSecrets;
  logger: Logger;
  crowd: readonly CrowdMember[];
  customers: readonly Customer[];
  /** The privacy terms in force. */
  termsVersion: () => Promise<string>;
  /** Account of somebody of the crowd; signing in again finds the same one. */
  memberOf: (member: CrowdMember, at: Date) => Promise<string>;
  /** Who of the crowd an account is; null for somebody else. */
  crowdOf: (memberId: string) => CrowdMember | null;
  /** A booth with the duties of one employee there. */
  placeOf: (booth: string, number: string) => Promise<Place>;
}

/** Sets the scene as of the parts made so far. */
export function sceneOf(world: DemoWorld, secrets: MemberSecrets, logger: Logger): Scene {
  const crowd = planCrowd(world.today);
  const ids = new Map<number, Promise<string>>();
  const byId = new Map<string, CrowdMember>();
  const places = new Map<string, Promise<Place>>();
  const signIn = async (member: CrowdMember, at: Date) => {
    const { openid } = await world.wechat.login(loginCodeOf(member.login));
    const id = (await holderOfOpenid(openid, secrets, at)).member._id.toHexString();
    byId.set(id, member);
    return id;
  };
  const findPlace = async (booth: string, number: string) => {
    const place = await findDutyPlace(world.idOf(booth), world.idOf(`employee:${number}`));
    if (!place) throw new Error(`nobody stands at ${booth}`);
    return place;
  };
  let terms: Promise<string> | null = null;
  const readTerms = async () => (await getMe(world.idOf('member:customer-chen'))).termsVersion;
  return {
    world,
    secrets,
    logger,
    crowd,
    termsVersion: () => {
      terms ??= readTerms();
      return terms;
    },
    customers: planCustomers(crowd),
    memberOf: (member, at) => keptIn(ids, member.index, () => signIn(member, at)),
    crowdOf: (memberId) => byId.get(memberId) ?? null,
    placeOf: (booth, number) => keptIn(places, `${booth} ${number}`, () => findPlace(booth, number)),
  };
}

function keptIn<K, T>(kept: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key) ?? make();
  kept.set(key, known);
  return known;
}

/** Does a work for each of a list, at most so many at once. */
export async function together<T>(
  list: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = [...list].reverse();
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
