import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ARRIVAL_PAGE, CODE_LENGTH } from '@linzhang/shared/channels/channels.rules';
import { crockfordOf } from '@linzhang/shared/kernel/codes';
import { builds } from './support/builds';
import { allRoutes, packageRoots, readAppJson } from './wxhost/appJson';
import { compileWxml, compileWxss, hasCompilers } from './wxhost/wcc';

const KB = 1024;
const FRAMEWORK = ['taro.js', 'vendors.js', 'runtime.js'];
/** What the product allows itself; the same framework's empty app takes about 318 KB. */
const MAIN_LIMIT = 420 * KB;
/** What WeChat allows a package, and all of them together. */
const PACKAGE_LIMIT = 2048 * KB;
const TOTAL_LIMIT = 30 * 1024 * KB;

/** Interfaces that WeChat holds back until its privacy guide is agreed to, as far as they could serve this product. */
const PRIVATE = [
  'getPhoneNumber getRealtimePhoneNumber getUserInfo getUserProfile chooseAddress chooseInvoice chooseInvoiceTitle',
  'getLocation getFuzzyLocation chooseLocation choosePoi startLocationUpdate startLocationUpdateBackground',
  'onLocationChange chooseImage chooseMedia chooseVideo chooseMessageFile saveImageToPhotosAlbum',
  'saveVideoToPhotosAlbum createCameraContext startRecord getRecorderManager joinVoIPChat getWeRunData',
  'chooseContact addPhoneContact addPhoneCalendar addPhoneRepeatCalendar openBluetoothAdapter',
  'createBLEConnection startAccelerometer startCompass startDeviceMotionListening startGyroscope',
  'getClipboardData setClipboardData chooseLicensePlate',
]
  .join(' ')
  .split(' ');
/** Of these, those that app.json has to name in `requiredPrivateInfos`. */
const ABOUT_PLACES = PRIVATE.filter((name) => /Location|Poi|Address/.test(name));
/** What each of them asks the person for, with the sentence of `permission`. */
const SCOPES: Readonly<Record<string, string>> = {
  getLocation: 'scope.userLocation',
  chooseLocation: 'scope.userLocation',
  getFuzzyLocation: 'scope.userFuzzyLocation',
};

/** What WeChat takes as the scene of a code. */
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;

/** What WeChat takes of an icon of the tab bar, in bytes and points. */
const ICON_LIMIT = 40 * KB;
const ICON_EDGE = 81;

const app = readAppJson(builds.weapp);
const roots = packageRoots(app);

function sizeOf(path: string): number {
  const found = statSync(path);
  if (found.isFile()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

const readScript = (name: string) => readFileSync(join(builds.weapp, name), 'utf8');

/** Scripts of the product; those of the framework name every interface that there is. */
function ownScripts(): string[] {
  const names = readdirSync(builds.weapp, { recursive: true }).map(String);
  return names.filter((name) => name.endsWith('.js') && !FRAMEWORK.includes(name)).map(readScript);
}

/** The private interfaces that the scripts call, or name as the kind of a button. */
function usedPrivately(): string[] {
  const scripts = ownScripts();
  const isUsed = (name: string) => {
    const use = new RegExp(`\\.${name}\\b|["']${name}["']`);
    return scripts.some((script) => use.test(script));
  };
  return PRIVATE.filter(isUsed);
}

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

  it('open where the codes lead, with a scene that WeChat takes', () => {
    expect(allRoutes(app)).toContain(ARRIVAL_PAGE);
    expect(crockfordOf(new Uint8Array(CODE_LENGTH).fill(31), CODE_LENGTH)).toMatch(SCENE);
  });

  it('have the icons of the tab bar, in light and dark', () => {
    const theme = JSON.parse(readScript('theme.json')) as Record<'light' | 'dark', Record<string, string>>;
    const named = (app.tabBar?.list ?? []).flatMap(({ iconPath, selectedIconPath }) => [iconPath, selectedIconPath]);
    expect(named).toHaveLength(8);
    for (const colours of [theme.light, theme.dark])
      for (const name of named) {
        const icon = readFileSync(join(builds.weapp, colours[name.replace('@', '')] ?? 'none'));
        expect(icon.subarray(1, 4).toString()).toBe('PNG');
        expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([ICON_EDGE, ICON_EDGE]);
        expect(icon.length).toBeLessThanOrEqual(ICON_LIMIT);
      }
  });

  it('name the private interfaces that they use, and no others', () => {
    const places = usedPrivately().filter((name) => ABOUT_PLACES.includes(name));
    expect([...(app.requiredPrivateInfos ?? [])].sort()).toEqual([...places].sort());
    const scopes = new Set(places.map((name) => SCOPES[name] ?? `no scope for ${name}`));
    expect(Object.keys(app.permission ?? {}).sort()).toEqual([...scopes].sort());
    for (const { desc } of Object.values(app.permission ?? {})) expect(desc.length).toBeGreaterThan(4);
  });

  it('are said in the privacy guide, interface by interface', () => {
    const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'privacy.md'), 'utf8');
    const told = [...guide.matchAll(/^\| `(\w+)`: /gm)].map(([, name]) => name);
    expect(told.sort()).toEqual(usedPrivately().sort());
  });

  (hasCompilers ? it : it.skip)('pass the compilers of WeChat', () => {
    expect(typeof compileWxml(builds.weapp)).toBe('function');
    expect(compileWxss(builds.weapp).length).toBeGreaterThan(1000);
  });
});
