import { differencesOf } from '../support/operator';
import type { ServerProcess } from '../support/serverProcess';
import { bindPhone, importFirst, importSecond, openFigure, readLead, readTier, winLead } from './managing';
import { decideConflict, hasStamps, sameCodeTwice, scanSyncs, standWithoutNetwork, voidStamp } from './offline';
import type { Phone } from './phone';
import { makeChannel, makeEvent, makeGroup, makeMerchant, makeOffers, moveCashier } from './preparing';
import { claimOffer, redeemByScan, redeemByTypedCode } from './redeeming';
import { addContact, collectFive, handOutGift, joinByCode, seesBadge, showCode } from './visiting';

/** Whom the walk needs, each with an own phone that is signed in; the two customers come by the poster. */
export interface MarketPhones {
  head: Phone;
  manager: Phone;
  staff: Phone;
  cashier: Phone;
  customer: Phone;
  neighbour: Phone;
}

/** What differs between the platforms. */
export interface Platform {
  server: () => ServerProcess;
  open: (person: keyof MarketPhones) => Promise<Phone>;
  /** What a newcomer does at the poster's code before joining. */
  takePart: (person: 'customer' | 'neighbour', phone: Phone) => Promise<void>;
}

/** The main job of the product, page by page; each step stands on those before it. */
export function walkMarket(platform: Platform): void {
  const stage = stageOf(platform);
  prepare(stage);
  visit(stage, platform);
  stampAndDecide(stage);
  manage(stage);
  stage.step('the ledgers give every figure', async () => {
    expect(differencesOf(platform.server())).toEqual([]);
  });
}

interface Stage {
  phoneOf: (person: keyof MarketPhones) => Promise<Phone>;
  /** One step of the walk; after one that failed the others would only fail too, and slowly. */
  step: (what: string, work: () => Promise<void>) => void;
  /** What a step leaves for those after it. */
  left: { code: string };
}

/** The phones of the walk, opened when they are first needed and closed at its end. */
function stageOf(platform: Platform): Stage {
  const opened = new Map<keyof MarketPhones, Phone>();
  const phoneOf = async (person: keyof MarketPhones): Promise<Phone> => {
    const phone = opened.get(person) ?? (await platform.open(person));
    opened.set(person, phone);
    return phone;
  };
  let broken = false;
  const step = (what: string, work: () => Promise<void>): void => {
    it(what, async () => {
      if (broken) throw new Error('a step before failed');
      broken = true;
      try {
        await work();
      } catch (error) {
        for (const [person, phone] of opened) await phone.shoot(`failed-${person}`);
        throw error;
      }
      broken = false;
    });
  };

  afterAll(async () => {
    const ends = await Promise.allSettled([...opened.values()].map((phone) => phone.close()));
    const faults = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    expect(faults).toEqual([]);
  });
  return { phoneOf, step, left: { code: '' } };
}

function prepare({ step, phoneOf, left }: Stage): void {
  step('the head makes the merchant with its cashier, the group, the offers and the event', async () => {
    const head = await phoneOf('head');
    await makeMerchant(head);
    await moveCashier(head);
    await makeGroup(head);
    await makeOffers(head);
    await makeEvent(head);
  });

  step('the manager makes the channel of the group, and its poster', async () => {
    left.code = await makeChannel(await phoneOf('manager'));
  });
}

function visit({ step, phoneOf, left }: Stage, platform: Platform): void {
  step('a customer comes by the code, agrees, joins, and holds out the own code', async () => {
    const customer = await phoneOf('customer');
    await joinByCode(customer, left.code, () => platform.takePart('customer', customer));
    await showCode(customer);
  });

  step('the customer claims 满50减20, and the cashier redeems it against 63 yuan', async () => {
    const [customer, cashier] = [await phoneOf('customer'), await phoneOf('cashier')];
    await claimOffer(customer);
    await redeemByScan(cashier, customer);
  });

  step('a neighbour uses one by the typed code and a tap of the own', async () => {
    const [neighbour, cashier] = [await phoneOf('neighbour'), await phoneOf('cashier')];
    await joinByCode(neighbour, left.code, () => platform.takePart('neighbour', neighbour));
    await redeemByTypedCode(cashier, neighbour, await claimOffer(neighbour));
  });
}

function stampAndDecide({ step, phoneOf }: Stage): void {
  const usedByNeighbour = new Set<string>();
  step('five booths stamp; the fifth stamp earns badge and gift, handed out at the booth of the bank', async () => {
    const [customer, staff, cashier] = [await phoneOf('customer'), await phoneOf('staff'), await phoneOf('cashier')];
    await customer.open('pages/tabs/groups/index');
    await showCode(customer);
    await collectFive({ customer, staffOf: ({ number }) => (number === 2 ? cashier : staff) });
    await handOutGift(staff, customer);
    await addContact(staff, customer);
    await seesBadge(customer);
  });

  step('a scan without network is kept, and handed in when the network is back', async () => {
    const [neighbour, staff] = [await phoneOf('neighbour'), await phoneOf('staff')];
    await neighbour.open('pages/tabs/groups/index');
    await showCode(neighbour);
    await standWithoutNetwork(staff, 3);
    await scanSyncs(staff, neighbour, usedByNeighbour);
  });

  step('the same code at two booths without network is decided by the head', async () => {
    const [neighbour, staff, cashier] = [await phoneOf('neighbour'), await phoneOf('staff'), await phoneOf('cashier')];
    await standWithoutNetwork(staff, 4);
    await standWithoutNetwork(cashier, 2);
    await sameCodeTwice({ first: staff, second: cashier, customer: neighbour }, usedByNeighbour);
    await decideConflict(await phoneOf('head'));
    await hasStamps(neighbour, 3);
  });

  step('the head voids a stamp, and the card follows', async () => {
    await voidStamp(await phoneOf('head'));
    await hasStamps(await phoneOf('neighbour'), 2);
  });
}

function manage({ step, phoneOf }: Stage): void {
  step('the customer binds the phone and agrees to be matched: 抢 moves', async () => {
    await bindPhone(await phoneOf('customer'), await phoneOf('head'));
  });

  step('the head imports the list of the bank: tier, segment, and a lead with its reasons', async () => {
    await importFirst(await phoneOf('head'));
    await readTier(await phoneOf('customer'));
    await readLead(await phoneOf('manager'));
  });

  step('the manager calls, writes the follow-up, and wins the lead', async () => {
    await winLead(await phoneOf('manager'));
  });

  step('the next list shows a new product: 培 moves, and opens down to the engagements', async () => {
    const head = await phoneOf('head');
    await importSecond(head);
    await openFigure(head);
  });
}
