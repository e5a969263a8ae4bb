import { DAY_MS } from '@linzhang/shared/kernel/time';
import { maxCostFen, type OfferTerms } from '@linzhang/shared/offers/offers.rules';
import { createOffer, getOffer, type OfferFields } from '../offers/drafting.service';
import { changeOfferStatus } from '../offers/publishing.service';
import { headOf, headsOfferTexts, type MemberSecrets } from './people';
import type { DemoWorld } from './world';

/** Minutes before the first start at which the offers opened. */
const OPENED = 210;
const OPEN_DAYS = 60;
/** Those that opened with the first of the crowd still go on. */
const SEASON_DAYS = 120;

/** An offer to publish. */
export interface DemoOffer {
  key: string;
  name: string;
  intro: string;
  terms: OfferTerms;
  stock: number;
  merchant?: string;
  /** Whose members may claim it; without one everybody may. */
  group?: string;
  phoneBound?: boolean;
  /** When it opened; without it a little before the first start. */
  opensAt?: Date;
}

const OFFERS: readonly DemoOffer[] = [
  {
    key: 'cash-off',
    name: '满50减20',
    intro: '阳光菜市场所有摊位可用，一次用一张。',
    terms: { kind: 'cash_off', thresholdFen: 5_000, offFen: 2_000 },
    stock: 300,
    merchant: 'market',
    group: 'market',
  },
  {
    key: 'seafood',
    name: '水产摊8折',
    intro: '鲜活水产可用，加工费除外。',
    terms: { kind: 'discount', payPercent: 80, thresholdFen: 0, capFen: 1_000 },
    stock: 200,
    merchant: 'market',
    phoneBound: true,
  },
  {
    key: 'cookies',
    name: '手工曲奇一份',
    intro: '到麦香烘焙领取，当天现烤。',
    terms: { kind: 'gift', goods: '手工曲奇一份', costFen: 800 },
    stock: 100,
    merchant: 'bakery',
    group: 'community',
  },
  // With the two above, more than the head alone may spend in a month: it waits for a second person.
  {
    key: 'new-year',
    name: '满100减30',
    intro: '年货节专用，阳光菜市场所有摊位可用。',
    terms: { kind: 'cash_off', thresholdFen: 10_000, offFen: 3_000 },
    stock: 200,
    merchant: 'market',
    group: 'market',
  },
];

const PRIZES: readonly DemoOffer[] = [
  prize('bag', '帆布袋', 500, 200),
  prize('umbrella', '晴雨伞', 1_500, 100),
  prize('hamper', '粮油大礼包', 5_000, 50),
];

function prize(key: string, name: string, costFen: number, stock: number): DemoOffer {
  return { key, name, stock, intro: '集章礼品，到银行摊位领取。', terms: { kind: 'prize', goods: name, costFen } };
}

/** What members claim; one of them waits for the second person. */
export async function makeOffers(world: DemoWorld, secrets: MemberSecrets): Promise<void> {
  for (const offer of OFFERS) await makeOffer(world, secrets, offer);
}

/** What stamps earn. */
export async function makePrizes(world: DemoWorld, secrets: MemberSecrets): Promise<void> {
  for (const offer of PRIZES) await makeOffer(world, secrets, offer);
}

/** Makes an offer of the branch and publishes it. */
export async function makeOffer(world: DemoWorld, secrets: MemberSecrets, offer: DemoOffer): Promise<void> {
  const [actor, at] = [headOf(world), offer.opensAt ?? world.ago(OPENED)];
  const requestId = world.requestIdOf(`offer:${offer.key}`);
  const offerId = await world.make(
    `offer:${offer.key}`,
    async () => (await createOffer(world.idOf('branch'), fieldsOf(world, offer), requestId, actor, at))._id,
  );
  if ((await getOffer(offerId)).status !== 'draft') return;
  await changeOfferStatus(
    { offerId, status: 'published', version: 0, requestId: world.requestIdOf(`publish:${offer.key}`) },
    { actor, texts: headsOfferTexts(world, secrets) },
    at,
  );
}

function fieldsOf(world: DemoWorld, { name, intro, terms, stock, ...offer }: DemoOffer): OfferFields {
  const opensAt = offer.opensAt ?? world.ago(OPENED);
  return {
    name,
    intro,
    terms,
    stock,
    campaign: '阳光市集',
    merchantId: offer.merchant ? world.idOf(`merchant:${offer.merchant}`) : null,
    boothIds: [],
    perMember: 1,
    perMemberDay: null,
    budgetFen: stock * maxCostFen(terms),
    bankPercent: offer.merchant ? 50 : 100,
    opensAt,
    closesAt: new Date(opensAt.getTime() + (offer.opensAt ? SEASON_DAYS : OPEN_DAYS) * DAY_MS),
    validity: { kind: 'days', days: 30 },
    eligibility: {
      groupIds: offer.group ? [world.idOf(`group:${offer.group}`)] : [],
      tiers: [],
      segments: [],
      newMembersOnly: false,
      phoneBound: offer.phoneBound ?? false,
      stamps: null,
      aumRiseFen: null,
    },
  };
}
