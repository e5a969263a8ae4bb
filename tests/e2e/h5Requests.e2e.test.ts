import type { Browser } from 'playwright-core';
import { branchPages, managerPages, tabs, workPages } from '../../miniprogram/src/paths';
import { Reader } from './pages/reader';
import { builds } from './support/builds';
import { h5ForAll } from './support/h5ForAll';
import type { ServerProcess } from './support/serverProcess';

jest.setTimeout(120_000);

let server: ServerProcess;
let browser: Browser;

h5ForAll({ H5_DIR: builds.demo, DEMO_DATA: 'market' }, (started, opened) => {
  [server, browser] = [started, opened];
});

/** What a page asks the API for, from here on. */
function noteCalls({ phone }: Reader): string[] {
  const calls: string[] = [];
  phone.page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname.slice('/api'.length)}`);
  });
  return calls;
}

describe('after the login each first page asks once', () => {
  it('the page that a login leads to', async () => {
    const reader = await Reader.open(browser, server.url);
    const calls = noteCalls(reader);
    await reader.enterAs('customer-chen');
    expect(calls.filter((call) => !call.includes('/demo/'))).toEqual(['POST /sessions', 'GET /tabs/groups']);
    await reader.close();
  });

  it('the tabs of a customer, opened by their address on a phone that is signed in', async () => {
    const reader = await Reader.signIn(browser, server.url, 'customer-chen');
    const calls = noteCalls(reader);
    for (const page of Object.values(tabs)) await reader.open(page);
    expect(calls).toEqual(['GET /tabs/groups', 'GET /tabs/stamps', 'GET /tabs/claims', 'GET /me']);
    await reader.close();
  });

  it('the tabs, tapped one after another', async () => {
    const reader = await Reader.signIn(browser, server.url, 'customer-chen');
    const calls = noteCalls(reader);
    for (const name of ['集章', '券包', '我的']) await reader.tapTab(name);
    expect(calls).toEqual(['GET /tabs/stamps', 'GET /tabs/claims']);
    await reader.close();
  });

  it.each([
    ['manager-zhou', managerPages.today, 'GET /lead-desk'],
    ['head-wang', workPages.home, 'GET /work/inbox'],
    ['head-wang', branchPages.leads, 'GET /branches/:id/lead-desk'],
    ['staff-sun', workPages.shift, 'GET /shifts/assignments'],
  ])('%s at %s', async (persona, page, call) => {
    const reader = await Reader.signIn(browser, server.url, persona);
    const calls = noteCalls(reader);
    await reader.go(page);
    expect(calls.map((each) => each.replace(/[0-9a-f]{24}/g, ':id'))).toEqual([call]);
    await reader.close();
  });
});
