import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builds } from './support/builds';
import { allRoutes, packageRoots, readAppJson } from './wxhost/appJson';
import { compileWxml, compileWxss, hasCompilers } from './wxhost/wcc';

const KB = 1024;
/** What the product allows itself; the same framework's empty app takes about 318 KB. */
const MAIN_LIMIT = 420 * KB;
/** What WeChat allows a package, and all of them together. */
const PACKAGE_LIMIT = 2048 * KB;
const TOTAL_LIMIT = 30 * 1024 * KB;

const app = readAppJson(builds.weapp);
const roots = packageRoots(app);

function sizeOf(path: string): number {
  const found = statSync(path);
  if (found.isFile()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

const readScript = (name: string) => readFileSync(join(builds.weapp, name), 'utf8');

describe('the packages of the mini-program', () => {
  const total = sizeOf(builds.weapp);
  const packages = roots.map((root) => ({ root, size: sizeOf(join(builds.weapp, root)) }));
  const main = total - packages.reduce((sum, { size }) => sum + size, 0);

  it('keep within the sizes', () => {
    console.log(
      [['main', main] as const, ...packages.map(({ root, size }) => [root, size] as const)]
        .map(([name, size]) => `${name}: ${Math.round(size / KB)} KB`)
        .join('\n'),
    );
    expect(main).toBeLessThanOrEqual(MAIN_LIMIT);
    for (const { root, size } of packages) expect([root, size <= PACKAGE_LIMIT]).toEqual([root, true]);
    expect(total).toBeLessThanOrEqual(TOTAL_LIMIT);
  });

  it('hold every page that app.json names, and nothing of the demo', () => {
    for (const route of allRoutes(app))
      for (const kind of ['js', 'json', 'wxml'])
        expect(statSync(join(builds.weapp, `${route}.${kind}`)).size).toBeGreaterThan(0);
    expect(allRoutes(app).filter((route) => /persona|signin|kit/.test(route))).toEqual([]);
  });

  it('read codes with the scanner of WeChat, and carry no decoder', () => {
    const scripts = readdirSync(builds.weapp, { recursive: true }).map(String);
    const carrying = scripts.filter((name) => name.endsWith('.js') && readScript(name).includes('VideoFrame'));
    expect(carrying).toEqual([]);
  });

  it('ask for privacy consent by the means of WeChat', () => {
    expect(app.__usePrivacyCheck__).toBe(true);
  });

  (hasCompilers ? it : it.skip)('pass the compilers of WeChat', () => {
    expect(typeof compileWxml(builds.weapp)).toBe('function');
    expect(compileWxss(builds.weapp).length).toBeGreaterThan(1000);
  });
});
