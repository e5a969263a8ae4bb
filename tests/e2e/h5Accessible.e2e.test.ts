import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { Reader } from './pages/reader';
import { EVERY_PAGE, VISITS } from './pages/visits';
import type { PhonePage } from './support/browser';
import { builds } from './support/builds';
import { h5ForAll } from './support/h5ForAll';
import type { ServerProcess } from './support/serverProcess';

/** The first start makes the demo's branch. */
const DEMO_MS = 180_000;
const GRAVE = ['serious', 'critical'];
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

jest.setTimeout(300_000);

let server: ServerProcess;
let browser: Browser;

h5ForAll(
  { H5_DIR: builds.demo, DEMO_DATA: '1' },
  (started, opened) => {
    [server, browser] = [started, opened];
  },
  DEMO_MS,
);

/** What axe finds grave on the page in front: the rule, and the first places; in dark only what depends on colours. */
async function graveFindings({ page }: PhonePage, colours: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: colours });
  await page.evaluate(AXE);
  const rules = colours === 'dark' ? { runOnly: ['color-contrast'] } : {};
  const options = JSON.stringify({ resultTypes: ['violations'], ...rules });
  const found = (await page.evaluate(`axe.run(${options})`)) as AxeResults;
  return found.violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
    );
}

async function findingsOf(persona: string): Promise<Record<string, string[]>> {
  const reader = await Reader.signIn(browser, server.url, persona);
  const found: Record<string, string[]> = {};
  for (const route of EVERY_PAGE.filter((page) => VISITS[page]?.persona === persona)) {
    await reader.open(route);
    const findings = [...(await graveFindings(reader.phone, 'light')), ...(await graveFindings(reader.phone, 'dark'))];
    if (findings.length > 0) found[route] = findings;
  }
  await reader.close();
  expect(reader.phone.faults).toEqual([]);
  return found;
}

it('every page is visited by somebody', () => {
  expect(EVERY_PAGE.filter((page) => !VISITS[page])).toEqual([]);
});

describe('a screen reader finds its way, in light and dark, on every page', () => {
  const people = [...new Set(Object.values(VISITS).map(({ persona }) => persona))];

  it.each(people)('of %s', async (persona) => {
    expect(await findingsOf(persona)).toEqual({});
  });
});
