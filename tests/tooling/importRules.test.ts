import path from 'node:path';
import { type FixtureTree, linkWorkspace, plantTree, ROOT, runTool } from './fixtureTree';

interface Violation {
  rule: { name: string };
  from: string;
  to: string;
}

/** What a fixture imports: `import x from` (a value) or `import type`. */
type Imports = Readonly<Record<string, readonly string[]>>;

function source(imports: readonly string[]): string {
  const lines = imports.map((target, index) => {
    const typeOnly = target.startsWith('type:');
    const from = typeOnly ? target.slice('type:'.length) : target;
    return typeOnly
      ? `import type * as t${index} from '${from}';\nexport type T${index} = typeof t${index};`
      : `import * as v${index} from '${from}';\nexport const u${index} = v${index};`;
  });
  return `${lines.join('\n')}\nexport const here = 1;\n`;
}

function plant(imports: Imports): FixtureTree {
  const files = Object.fromEntries(Object.entries(imports).map(([name, targets]) => [name, source(targets)]));
  const tree = plantTree({
    ...files,
    'shared/package.json': '{"name":"@linzhang/shared","exports":{"./*":"./src/*.ts"}}',
    'server/embedded-mongo/package.json': '{"name":"@linzhang/embedded-mongo","main":"src/index.ts"}',
    'node_modules/zod/package.json': '{"name":"zod","main":"index.js"}',
    'node_modules/zod/index.js': 'module.exports = {};',
  });
  linkWorkspace(tree, '@linzhang/shared', 'shared');
  linkWorkspace(tree, '@linzhang/embedded-mongo', 'server/embedded-mongo');
  return tree;
}

/** The violations that a config reports for a tree, as `rule: from -> to`. */
function violations(imports: Imports, config: string): string[] {
  const tree = plant(imports);
  try {
    const args = ['--config', path.join(ROOT, config), '--output-type', 'json', '.'];
    const { stdout } = runTool(tree, 'dependency-cruiser/bin/dependency-cruise.mjs', args);
    const found = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
    return found.map((one) => `${one.rule.name}: ${one.from} -> ${one.to}`).sort();
  } finally {
    tree.remove();
  }
}

/** Files that everybody may be made to import; they import nothing wrong themselves. */
const BYSTANDERS: Imports = {
  'shared/src/kernel/errors.ts': [],
  'shared/src/kernel/contract.ts': ['type:zod'],
  'shared/src/offers/offers.rules.ts': ['../kernel/errors'],
  'shared/src/offers/offers.policy.ts': ['./offers.rules', 'type:./offers.contract'],
  'shared/src/offers/offers.endpoints.ts': [],
  'shared/src/offers/offers.contract.ts': ['zod', './offers.endpoints'],
  'server/src/main.ts': ['./app', './db/connection', './config/env'],
  'server/src/app.ts': ['./offers/offers.routes', './http/handle'],
  'server/src/jobs.ts': ['./members/members.service'],
  'server/src/config/env.ts': ['zod'],
  'server/src/http/handle.ts': ['@linzhang/shared/kernel/errors', '../platform/logger'],
  'server/src/platform/logger.ts': [],
  'server/src/db/connection.ts': ['@linzhang/embedded-mongo'],
  'server/src/offers/offers.routes.ts': [
    './offers.service',
    '../http/handle',
    '@linzhang/shared/offers/offers.contract',
  ],
  'server/src/offers/offers.service.ts': ['./offer.model', '../members/members.service', '../db/connection'],
  'server/src/offers/offer.model.ts': [],
  'server/src/members/members.service.ts': ['./member.model'],
  'server/src/members/member.model.ts': [],
  'server/embedded-mongo/src/index.ts': ['./cli'],
  'server/embedded-mongo/src/cli.ts': ['node:path'],
  'server/embedded-mongo/tests/cli.test.ts': ['../src/cli'],
  'miniprogram/src/app.tsx': ['./lib/api'],
  'miniprogram/src/pages/tabs/home/index.tsx': ['../../../features/offers/OfferList', './sections'],
  'miniprogram/src/pages/tabs/home/sections.tsx': ['../../../components/Card'],
  'miniprogram/src/pages/offers/detail/index.tsx': ['../../../lib/api'],
  'miniprogram/src/features/offers/OfferList.tsx': [
    './useOffers',
    '../../components/Card',
    '@linzhang/shared/offers/offers.rules',
    '@linzhang/shared/offers/offers.endpoints',
    'type:@linzhang/shared/offers/offers.contract',
  ],
  'miniprogram/src/features/offers/useOffers.ts': ['../../lib/api'],
  'miniprogram/src/features/members/useMe.ts': [],
  'miniprogram/src/components/Card.tsx': ['../lib/api'],
  'miniprogram/src/lib/api.ts': ['@linzhang/shared/kernel/errors'],
  'tests/offers/claim.rules.test.ts': ['../support/clock', '../../shared/src/offers/offers.rules'],
  'tests/support/clock.ts': [],
};

/** rule, the file that breaks it, what it imports (as written), where that leads. */
const BREACHES: readonly [rule: string, from: string, imports: string, to: string][] = [
  ['shared-imports-zod-and-itself', 'shared/src/a/fs.ts', 'node:fs', 'fs'],
  [
    'shared-imports-zod-and-itself',
    'shared/src/a/server.ts',
    '../../../server/src/platform/logger',
    'server/src/platform/logger.ts',
  ],
  ['rules-policies-endpoints-without-zod', 'shared/src/a/a.rules.ts', 'zod', 'node_modules/zod/index.js'],
  [
    'rules-policies-endpoints-without-zod',
    'shared/src/a/a.policy.ts',
    '../offers/offers.contract',
    'shared/src/offers/offers.contract.ts',
  ],
  ['rules-policies-endpoints-without-zod', 'shared/src/a/a.endpoints.ts', 'zod', 'node_modules/zod/index.js'],
  [
    'domain-through-its-service',
    'server/src/a/a.service.ts',
    '../offers/offer.model',
    'server/src/offers/offer.model.ts',
  ],
  [
    'plumbing-knows-no-domain',
    'server/src/http/a.ts',
    '../offers/offers.service',
    'server/src/offers/offers.service.ts',
  ],
  ['plumbing-knows-no-domain', 'server/src/db/a.ts', '../offers/offer.model', 'server/src/offers/offer.model.ts'],
  [
    'plumbing-knows-no-domain',
    'server/src/platform/a.ts',
    '@linzhang/shared/offers/offers.rules',
    'shared/src/offers/offers.rules.ts',
  ],
  [
    'plumbing-knows-no-domain',
    'server/src/config/a.ts',
    '../members/members.service',
    'server/src/members/members.service.ts',
  ],
  ['plumbing-knows-no-domain', 'server/src/sheets/a.ts', '../offers/offer.model', 'server/src/offers/offer.model.ts'],
  ['composition-is-the-top', 'server/src/a/top.ts', '../jobs', 'server/src/jobs.ts'],
  [
    'server-without-miniprogram',
    'server/src/a/screen.ts',
    '../../../miniprogram/src/lib/api',
    'miniprogram/src/lib/api.ts',
  ],
  [
    'embedded-mongo-stands-alone',
    'server/embedded-mongo/src/a.ts',
    '@linzhang/shared/kernel/errors',
    'shared/src/kernel/errors.ts',
  ],
  [
    'embedded-mongo-stands-alone',
    'server/embedded-mongo/src/b.ts',
    '../../src/platform/logger',
    'server/src/platform/logger.ts',
  ],
  [
    'embedded-mongo-by-its-entry',
    'server/src/db/b.ts',
    '../../embedded-mongo/src/cli',
    'server/embedded-mongo/src/cli.ts',
  ],
  [
    'page-imports-no-page',
    'miniprogram/src/pages/a/one/index.tsx',
    '../../offers/detail/index',
    'miniprogram/src/pages/offers/detail/index.tsx',
  ],
  [
    'feature-imports-no-page',
    'miniprogram/src/features/a/page.ts',
    '../../pages/offers/detail/index',
    'miniprogram/src/pages/offers/detail/index.tsx',
  ],
  [
    'feature-imports-no-feature',
    'miniprogram/src/features/a/other.ts',
    '../members/useMe',
    'miniprogram/src/features/members/useMe.ts',
  ],
  [
    'components-and-lib-know-no-domain',
    'miniprogram/src/components/A.tsx',
    '../features/members/useMe',
    'miniprogram/src/features/members/useMe.ts',
  ],
  [
    'components-and-lib-know-no-domain',
    'miniprogram/src/lib/a.ts',
    '@linzhang/shared/offers/offers.rules',
    'shared/src/offers/offers.rules.ts',
  ],
  [
    'miniprogram-without-server',
    'miniprogram/src/features/a/model.ts',
    '../../../../server/src/offers/offer.model',
    'server/src/offers/offer.model.ts',
  ],
  [
    'contracts-as-types',
    'miniprogram/src/features/a/contract.ts',
    '@linzhang/shared/offers/offers.contract',
    'shared/src/offers/offers.contract.ts',
  ],
  [
    'contracts-as-types',
    'miniprogram/src/lib/contract.ts',
    '@linzhang/shared/kernel/contract',
    'shared/src/kernel/contract.ts',
  ],
  ['no-zod-in-miniprogram', 'miniprogram/src/features/a/zod.ts', 'zod', 'node_modules/zod/index.js'],
  ['nothing-imports-tests', 'server/src/a/clock.ts', '../../../tests/support/clock', 'tests/support/clock.ts'],
  [
    'nothing-imports-tests',
    'server/embedded-mongo/src/c.ts',
    '../tests/cli.test',
    'server/embedded-mongo/tests/cli.test.ts',
  ],
  ['no-junk-drawer', 'server/src/a/junk.ts', './utils', 'server/src/a/utils.ts'],
  ['no-cycle', 'server/src/a/back.ts', './there', 'server/src/a/there.ts'],
  ['imports-resolve', 'server/src/a/typo.ts', './nowhere', './nowhere'],
];

const SEEDS: Imports = { 'server/src/a/utils.ts': [], 'server/src/a/there.ts': ['./back'] };

describe('the import rules', () => {
  let found: string[];

  beforeAll(() => {
    const breaking = Object.fromEntries(BREACHES.map(([, from, imports]) => [from, [imports]]));
    found = violations({ ...BYSTANDERS, ...SEEDS, ...breaking }, '.dependency-cruiser.cjs');
  }, 60_000);

  it.each(BREACHES)('%s stops %s from importing %s', (rule, from, _imports, to) => {
    expect(found).toContain(`${rule}: ${from} -> ${to}`);
  });

  it('know no rule that no fixture here breaks', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs');
    const proven = new Set(BREACHES.map(([rule]) => rule));
    expect(forbidden.map((rule) => rule.name).filter((name) => !proven.has(name))).toEqual([]);
  });

  it('let two modules know each other by type', () => {
    const mutual: Imports = { 'server/src/a/a.ts': ['./b'], 'server/src/a/b.ts': ['type:./a'] };
    expect(violations(mutual, '.dependency-cruiser.cjs')).toEqual([]);
  }, 30_000);

  it('let every lawful import pass', () => {
    const innocent = found.filter((line) => Object.keys(BYSTANDERS).some((name) => line.includes(`: ${name} ->`)));
    expect(innocent).toEqual([]);
  });
});

describe('the rule on the bundle', () => {
  const CONFIG = 'lint/imports.bundle.cjs';
  const screen = 'miniprogram/src/features/a/screen.ts';

  it('finds zod behind a chain of value imports', () => {
    const chain: Imports = {
      [screen]: ['@linzhang/shared/kernel/money'],
      'shared/src/kernel/money.ts': ['./amounts'],
      'shared/src/kernel/amounts.ts': ['zod'],
    };
    expect(violations(chain, CONFIG)).toEqual([`zod-reaches-no-bundle: ${screen} -> node_modules/zod/index.js`]);
  }, 30_000);

  it('lets a chain of types pass', () => {
    const chain: Imports = { ...BYSTANDERS, [screen]: ['type:@linzhang/shared/offers/offers.contract'] };
    expect(violations(chain, CONFIG)).toEqual([]);
  }, 30_000);
});
