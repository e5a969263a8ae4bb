import type { Browser } from 'playwright-core';
import { BrowserPhone } from './market/browserPhone';
import { type MarketPhones, walkMarket } from './market/walk';
import { launchBrowser } from './support/browser';
import { builds } from './support/builds';
import { ServerProcess } from './support/serverProcess';

jest.setTimeout(240_000);

const PERSONAS: Readonly<Record<keyof MarketPhones, string>> = {
  head: 'head-wang',
  manager: 'manager-zhou',
  staff: 'staff-sun',
  cashier: 'cashier-liu',
  customer: 'customer-new',
  neighbour: 'customer-wu',
};

let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([ServerProcess.start({ H5_DIR: builds.demo }), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const isNewcomer = (person: keyof MarketPhones) => person === 'customer' || person === 'neighbour';

describe('the market in the browser, from creation on', () => {
  walkMarket({
    server: () => server,
    open: async (person) => {
      const phone = await BrowserPhone.open(browser, server.url);
      if (!isNewcomer(person)) await phone.signIn(PERSONAS[person]);
      return phone;
    },
    takePart: async (person, phone) => {
      await phone.sees('#arrival-step');
      await phone.shoot('customer-arrival');
      await (phone as BrowserPhone).signIn(PERSONAS[person]);
      // Who agreed to the terms before is taken on at once.
      if (person === 'customer') await phone.tap('#agree-privacy');
    },
  });
});
