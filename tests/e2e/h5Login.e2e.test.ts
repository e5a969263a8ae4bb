import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openPhone } from './support/browser';
import { builds } from './support/builds';
import { h5ForAll } from './support/h5ForAll';
import type { ServerProcess } from './support/serverProcess';
import { WxHost } from './wxHost';

jest.setTimeout(90_000);

let server: ServerProcess;
let browser: Browser;

h5ForAll({ H5_DIR: builds.h5 }, (started, opened) => {
  [server, browser] = [started, opened];
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

describe('the h5 of a bank', () => {
  it('has nothing of the demo in it', () => {
    const scripts = filesBelow(builds.h5).filter((file) => file.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(0);
    for (const file of scripts) expect(readFileSync(file, 'utf8')).not.toMatch(/demo\/personas|persona-|sim:/);
  });

  it('lets an employee in by the code on the screen, confirmed in the mini-program, once', async () => {
    const { page, context, faults } = await openPhone(browser, `${server.url}/`);
    await page.getByText('去登录').filter({ visible: true }).first().tap();
    const code = (await page.locator('#login-code:visible').textContent())?.replace(/\D/g, '') ?? '';
    expect(code).toMatch(/^\d{8}$/);

    const app = new WxHost({
      dist: builds.weapp,
      apiUrl: server.url,
      loginCode: () => 'sim:manager-zhou',
      scanned: () => code,
    });
    await app.launch('pages/tabs/me/index');
    await app.tap('#open-work');
    await app.tap('#computer-login');
    await app.tap('扫电脑上的二维码');
    await app.tap('#confirm-login');
    await app.sees('已确认');

    await page.locator('.taro_page:visible').getByText('周敏').first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
    app.close();
    expect(app.errors).toEqual([]);
  });
});
