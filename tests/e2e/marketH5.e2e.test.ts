import type { Browser } from 'playwright-core';
import { BrowserPhone } from './market/browserPhone';
import { type MarketPhones, walkMarket } from './market/walk';
import { builds } from './support/builds';
import { h5ForAll } from './support/h5ForAll';
import type { ServerProcess } from './support/serverProcess';

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

h5ForAll({ H5_DIR: builds.demo }, (started, opened) => {
  [server, browser] = [started, opened];
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
