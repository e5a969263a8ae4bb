import { MARKET } from './market/market';
import { type MarketPhones, walkMarket } from './market/walk';
import { WxPhone } from './market/wxPhone';
import { builds } from './support/builds';
import { ServerProcess } from './support/serverProcess';
import type { WxHost } from './wxHost';

jest.setTimeout(240_000);

const PEOPLE: Readonly<Record<keyof MarketPhones, string>> = {
  head: 'head-wang',
  manager: 'manager-zhou',
  staff: 'staff-sun',
  cashier: 'cashier-liu',
  customer: 'market-customer',
  neighbour: 'market-neighbour',
};

let server: ServerProcess;
const phones = new Map<keyof MarketPhones, WxPhone>();

function appOf(person: keyof MarketPhones): WxHost {
  const phone = phones.get(person);
  if (!phone) throw new Error(`${person} has not opened the app`);
  return phone.app;
}

beforeAll(async () => {
  server = await ServerProcess.start();
});

afterAll(() => server.stop());

describe('the market in the mini-program, from creation on', () => {
  walkMarket({
    server: () => server,
    open: async (person) => {
      const phone = new WxPhone({ dist: builds.weapp, apiUrl: server.url, person: PEOPLE[person] });
      phones.set(person, phone);
      return phone;
    },
    takePart: async (_person, phone) => {
      await phone.sees('#consent-summary');
      await phone.tap('#agree-privacy');
    },
  });

  it('the poster is in the album, with the names of the group and of the manager', () => {
    const { pictures } = appOf('manager');
    const [poster = ''] = pictures.album;
    const words = pictures.textsOf(poster).join('');
    for (const word of ['邻章', MARKET.group, '周敏', '扫一扫，加入福利圈']) expect(words).toContain(word);
  });

  it('the screen was at its brightest while a code stood on it, and is as before on another page', async () => {
    const { calls, screen } = appOf('customer');
    const set = calls.flatMap(({ name, options }) => (name === 'setScreenBrightness' ? [options] : []));
    expect(set[0]).toMatchObject({ value: 1 });
    await appOf('customer').reopen('pages/tabs/me/index');
    expect(screen.brightness).toBeLessThan(1);
    expect(screen.staysOn).toBe(false);
  });
});
