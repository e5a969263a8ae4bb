import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every test file's name without its ending, `tests/claims/races.api` and so on. */
function testNames(folder = 'tests'): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    if (entry.isDirectory()) return testNames(`${folder}/${entry.name}`);
    return /\.test\.tsx?$/.test(entry.name) ? [`${folder}/${entry.name.replace(/\.test\.tsx?$/, '')}`] : [];
  });
}

describe('the documents', () => {
  it('of the threats name tests that are there', () => {
    const known = testNames();
    const named = [...read('docs/threats.md').matchAll(/`((?:tests\/)?[\w/]+\.(?:api|rules|ui))`/g)].map(
      ([, name]) => name ?? '',
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !known.some((each) => each === name || each.endsWith(`/${name}`)))).toEqual([]);
  });

  it('link to what is there', () => {
    const pages = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', ...markdownIn('docs')];
    const missing = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => join(page, '..', target ?? ''))
        .filter((target) => !existsSync(join(ROOT, target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the privacy page', () => {
  const page = read('docs/privacy.md');

  it('names each permission that the app asks for, and no other', () => {
    const asked = [...read('miniprogram/src/app.config.ts').matchAll(/'(scope\.\w+)'/g)].map(([, scope]) => scope);
    expect([...page.matchAll(/`(scope\.\w+)`/g)].map(([, scope]) => scope).sort()).toEqual(asked.sort());
  });

  it('has a line for each collection of the database', () => {
    const kept = collections();
    expect(kept.length).toBeGreaterThan(80);
    expect(kept.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? markdownIn(`${folder}/${entry.name}`)
      : entry.name.endsWith('.md')
        ? [`${folder}/${entry.name}`]
        : [],
  );
}

/** What the models of the server call their collections. */
function collections(folder = 'server/src'): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return collections(path);
    return [...read(path).matchAll(/defineModel<[^(]*\(\s*'\w+',\s*\w+,\s*'(\w+)',?\s*\)/g)].map(
      ([, name]) => name ?? '',
    );
  });
}
