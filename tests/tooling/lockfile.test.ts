import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './fixtureTree';

interface Locked {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};

/** Where node would find a package from the directory of another, or undefined. */
function lockedFor(from: string, name: string): string | undefined {
  const nested = `${from}${from ? '/' : ''}node_modules/${name}`;
  if (packages[nested]) return nested;
  if (!from) return undefined;
  const up = from.lastIndexOf('/node_modules/');
  return lockedFor(up < 0 ? '' : from.slice(0, up), name);
}

describe('package-lock.json', () => {
  it('names no registry but the public one', () => {
    const hosts = Object.values(packages)
      .map((one) => one.resolved ?? '')
      .filter((url) => /^\w+:/.test(url) && !url.startsWith('https://registry.npmjs.org/'));
    expect(hosts).toEqual([]);
  });

  it('holds the optional packages of every platform, so that npm ci works on each', () => {
    const missing = Object.entries(packages).flatMap(([from, locked]) =>
      Object.keys(locked.optionalDependencies ?? {})
        .filter((name) => !lockedFor(from, name))
        .map((name) => `${name} of ${from}`),
    );
    expect(missing).toEqual([]);
  });
});
