/**
 * Who may import whom. `lint/imports.bundle.cjs` adds what only the compiled imports can tell; `tests/tooling`
 * proves on small trees of files that each rule here fires.
 */

/** Directories of server/src that hold no domain. */
const PLUMBING = 'http|db|platform|config|sheets';
const ANY_TESTS = '^(tests|[^/]+/tests?|server/embedded-mongo/tests)/';
const ANY_ZOD = '(^|/)node_modules/(@types/)?zod/|^zod(/|$)';
const RUNTIME_IMPORT = { dependencyTypesNot: ['type-only'] };

const shared = [
  {
    name: 'shared-imports-zod-and-itself',
    comment: 'shared/ has no I/O, no clock, no framework: it imports zod and itself only.',
    severity: 'error',
    from: { path: '^shared/src/' },
    to: { pathNot: ['^shared/src/', ANY_ZOD] },
  },
  {
    name: 'rules-policies-endpoints-without-zod',
    comment: 'The mini-program imports these as values, and zod stays out of its bundle.',
    severity: 'error',
    from: { path: '^shared/src/.*\\.(rules|policy|endpoints)\\.ts$' },
    to: { path: [ANY_ZOD, '\\.contract\\.ts$'], ...RUNTIME_IMPORT },
  },
];

const server = [
  {
    name: 'domain-through-its-service',
    comment: 'A server domain reaches another only through its *.service.ts, never its model.',
    severity: 'error',
    from: { path: `^server/src/(?!(?:${PLUMBING})/)([^/]+)/` },
    to: { path: `^server/src/(?!(?:${PLUMBING})/)[^/]+/`, pathNot: ['^server/src/$1/', '\\.service\\.ts$'] },
  },
  {
    name: 'plumbing-knows-no-domain',
    comment: 'http, db, platform, config and sheets know no domain, neither of the server nor of shared.',
    severity: 'error',
    from: { path: `^server/src/(${PLUMBING})/` },
    to: { path: [`^server/src/(?!(?:${PLUMBING})/)`, '^shared/src/(?!kernel/)'] },
  },
  {
    name: 'composition-is-the-top',
    comment: 'main, app and jobs know all domains; no domain knows them.',
    severity: 'error',
    from: { path: '^server/src/[^/]+/' },
    to: { path: '^server/src/(main|app|jobs)\\.ts$' },
  },
  {
    name: 'server-without-miniprogram',
    comment: 'The server never reads code of the mini-program.',
    severity: 'error',
    from: { path: '^server/' },
    to: { path: '^miniprogram/' },
  },
  {
    name: 'embedded-mongo-stands-alone',
    comment: 'The embedded database knows nothing of the product.',
    severity: 'error',
    from: { path: '^server/embedded-mongo/' },
    to: { path: '^(shared|server/src|miniprogram|tests)/' },
  },
  {
    name: 'embedded-mongo-by-its-entry',
    comment: 'Others start the embedded database through its index; its inside is its own.',
    severity: 'error',
    from: { pathNot: '^server/embedded-mongo/' },
    to: { path: '^server/embedded-mongo/', pathNot: '^server/embedded-mongo/src/index\\.ts$' },
  },
];

const miniprogram = [
  {
    name: 'page-imports-no-page',
    comment: 'A page composes features; what two pages share is a feature or a component.',
    severity: 'error',
    from: { path: '^miniprogram/src/pages/([^/]+/[^/]+)/' },
    to: { path: '^miniprogram/src/pages/', pathNot: '^miniprogram/src/pages/$1/' },
  },
  {
    name: 'feature-imports-no-page',
    comment: 'pages -> features -> components, lib: never upwards.',
    severity: 'error',
    from: { path: '^miniprogram/src/features/' },
    to: { path: '^miniprogram/src/pages/' },
  },
  {
    name: 'feature-imports-no-feature',
    comment: 'A feature imports no other feature.',
    severity: 'error',
    from: { path: '^miniprogram/src/features/([^/]+)/' },
    to: { path: '^miniprogram/src/features/', pathNot: '^miniprogram/src/features/$1/' },
  },
  {
    name: 'components-and-lib-know-no-domain',
    comment: 'components and lib are below the features and hold no domain words.',
    severity: 'error',
    from: { path: '^miniprogram/src/(components|lib)/' },
    to: { path: ['^miniprogram/src/(pages|features)/', '^shared/src/(?!kernel/)'] },
  },
  {
    name: 'miniprogram-without-server',
    comment: 'The mini-program knows the server by its endpoints only.',
    severity: 'error',
    from: { path: '^miniprogram/' },
    to: { path: '^server/' },
  },
  {
    name: 'contracts-as-types',
    comment: 'The mini-program takes rules, policies, endpoints and the kernel as values, contracts as types only.',
    severity: 'error',
    from: { path: '^miniprogram/src/' },
    to: {
      path: '^shared/src/',
      pathNot: ['^shared/src/.*\\.(rules|policy|endpoints)\\.ts$', '^shared/src/kernel/(?!contract\\.)'],
      ...RUNTIME_IMPORT,
    },
  },
  {
    name: 'no-zod-in-miniprogram',
    comment: 'zod stays out of the bundle.',
    severity: 'error',
    from: { path: '^miniprogram/src/' },
    to: { path: ANY_ZOD, ...RUNTIME_IMPORT },
  },
];

const everywhere = [
  {
    name: 'nothing-imports-tests',
    comment: 'Tests import the code, never the other way round.',
    severity: 'error',
    from: { pathNot: ANY_TESTS },
    to: { path: ANY_TESTS },
  },
  {
    name: 'no-junk-drawer',
    comment: 'A file is named after what it does.',
    severity: 'error',
    from: {},
    to: { path: '^(?!.*node_modules/).*(^|/)(utils?|helpers?|common)(/|\\.[cm]?[jt]sx?$)' },
  },
  {
    name: 'no-cycle',
    comment: 'Modules that need each other at run time are one module or are missing a third.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: RUNTIME_IMPORT },
  },
  {
    name: 'imports-resolve',
    comment: 'An import that cannot be resolved is a typing error or a package that is not declared.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

module.exports = {
  forbidden: [...shared, ...server, ...miniprogram, ...everywhere],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|\\.cache)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
