import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '@linzhang/shared/kernel/errors';
import { describeEnv, readEnv } from '../../server/src/config/env';
import { createMetrics } from '../../server/src/http/metrics';

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

describe.each([
  ['README.md', 'none', 'development value'],
  ['README.zh-CN.md', '无', '开发用的值'],
])('the table of the environment in %s', (file, none, secret) => {
  const lines = [...read(file).matchAll(/^\| `([A-Z][A-Z0-9_]+)` \| ([^|]+) \| [^|]{2,} \|$/gm)];
  const table = lines.map(([, name = '', value = '']) => ({ name, value: value.replaceAll('`', '').trim() }));

  it('has a line for each variable, in order', () => {
    expect(table.map(({ name }) => name)).toEqual(describeEnv().map(({ name }) => name));
  });

  it('says what holds without it', () => {
    const env: Record<string, unknown> = readEnv({});
    const told = (value: unknown): string =>
      value === undefined ? none : typeof value === 'boolean' ? String(Number(value)) : String(value);
    const isSecret = (name: string) => /_KEYS$|^HASH_KEY$|^WECHAT_PUSH_/.test(name);
    for (const { name, value } of table)
      expect([name, value]).toEqual([name, isSecret(name) ? secret : told(env[name])]);
  });
});

describe('the READMEs', () => {
  const [english, chinese] = ['README.md', 'README.zh-CN.md'].map((file) => read(file));
  const commands = (text = ''): string[] =>
    [...text.matchAll(/`npm run ([\w:]+)[^`]*`/g)].map(([, name]) => name ?? '');

  it('are short enough to be read', () => {
    for (const text of [english, chinese]) expect(text?.split('\n').length).toBeLessThanOrEqual(201);
  });

  it('name commands that are there, the same in both', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const own = commands(english).filter((name) => !['spec', 'bench'].includes(name));
    expect(own.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(commands(chinese).sort()).toEqual(commands(english).sort());
  });

  it('show the same figures', () => {
    const figures = (text = ''): string[] => [...text.matchAll(/\b\d+\.\d+\b/g)].map(([number]) => number).sort();
    const ours = figures(english?.split('## Figures')[1]);
    expect(ours.length).toBeGreaterThan(10);
    expect(figures(chinese?.split('## 数字')[1])).toEqual(ours);
  });
});

describe('the pages for who runs it', () => {
  const pages = ['docs/operations.md', 'docs/production.md'].map((file) => read(file)).join('\n');

  it('name only commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const run = [...pages.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '');
    expect(run.length).toBeGreaterThan(5);
    expect(run.filter((name) => !(name in scripts) && !/^build:/.test(name))).toEqual([]);
    const orders = [...pages.matchAll(/npm run admin -- ([a-z-]+)/g)].map(([, name]) => name ?? '');
    const commands = sourceOf('server/src/admin').matchAll(/^ {4}name: '([a-z-]+)',$/gm);
    const known = ['help', ...[...commands].map(([, name]) => name)];
    expect(orders.length).toBeGreaterThan(4);
    expect(orders.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('watch only what is measured, and speak of kinds that are recorded', async () => {
    const sources = sourceOf('server/src') + sourceOf('shared/src');
    const measured = sources + (await createMetrics().registry.metrics());
    const watched = [...pages.matchAll(/`([a-z]+(?:_[a-z0-9]+){1,5})(?:\{\w+\})?`/g)].map(([, name]) => name ?? '');
    expect(watched).toEqual(expect.arrayContaining(['http_request_seconds', 'outbox_dead', 'job_failures_total']));
    expect(watched.filter((name) => !measured.includes(name))).toEqual([]);
  });

  it('speak of refusals and pages by the names they have', () => {
    const codes = [...pages.matchAll(/answers? `([a-z_]+)`/g)].map(([, code]) => code ?? '');
    expect(codes.length).toBeGreaterThan(1);
    expect(codes.filter((code) => !(code in ERRORS))).toEqual([]);
    const words = sourceOf('miniprogram/src');
    const said = [...pages.matchAll(/[\u4e00-\u9fff]{3,}/g)].map(([word]) => word);
    const ours = said.filter((word) => !/^(江宁支行|南京市江宁区金箔路|号|何静|手机号快速验证)$/.test(word));
    expect(ours.filter((word) => !words.includes(word))).toEqual([]);
  });
});

describe.each(['README.zh-CN.md', ...markdownIn('docs/guides')])('the words that %s quotes', (file) => {
  /** What people say, not what a page says. */
  const SPOKEN = ['谁看过我的电话'];

  it('stand on the pages', () => {
    const words = sourceOf('miniprogram/src') + sourceOf('shared/src');
    const quotes = [...read(file).matchAll(/“([^”]+)”/g)].map(([, quote]) => quote ?? '');
    expect(quotes.length).toBeGreaterThan(5);
    expect(quotes.filter((quote) => !words.includes(quote) && !SPOKEN.includes(quote))).toEqual([]);
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

/** All TypeScript of a folder in one text. */
function sourceOf(folder: string): string {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .map((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourceOf(path);
      return /\.tsx?$/.test(entry.name) ? read(path) : '';
    })
    .join('\n');
}

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
