const { availableParallelism } = require('node:os');
const path = require('node:path');

/** TypeScript to CommonJS; ESM-only packages that the server uses are compiled too. */
const transform = {
  '\\.[cm]?[jt]sx?$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
        target: 'es2022',
      },
      module: { type: 'commonjs' },
    },
  ],
};

const ESM_PACKAGES = ['@linzhang', 'agenda', '@agendajs', 'uqr'];
const transformIgnorePatterns = [`/node_modules/(?!(${ESM_PACKAGES.join('|')})/)`];

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch,
  transform,
  transformIgnorePatterns,
  testEnvironment: 'node',
  ...more,
});

module.exports = {
  // A suite waits for its database and servers half of its time: two side by side even where there are two cores.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  workerIdleMemoryLimit: '1GB',
  // What a busy machine may take for one test; the limits of the product have tests of their own.
  testTimeout: 30_000,
  projects: [
    project('rules', ['<rootDir>/tests/**/*.rules.test.ts']),
    project('api', ['<rootDir>/tests/**/*.api.test.ts'], {
      globalSetup: path.join(__dirname, 'tests/support/startDatabase.ts'),
      globalTeardown: path.join(__dirname, 'tests/support/stopDatabase.ts'),
    }),
    project('ui', ['<rootDir>/tests/**/*.ui.test.tsx'], {
      testEnvironment: 'jsdom',
      globals: { API_BASE: '', BUILD_PERSONAS: true, BUILD_KIT: true },
      setupFilesAfterEnv: [path.join(__dirname, 'tests/support/taro/setup.ts')],
      moduleNameMapper: {
        '\\.scss$': 'identity-obj-proxy',
        '^@tarojs/components$': '<rootDir>/tests/support/taro/components.tsx',
        '^@tarojs/taro$': '<rootDir>/tests/support/taro/taro.ts',
      },
    }),
    project('e2e', ['<rootDir>/tests/e2e/**/*.e2e.test.ts'], {
      globalSetup: path.join(__dirname, 'tests/e2e/support/setup.ts'),
    }),
    project('tooling', ['<rootDir>/tests/tooling/**/*.test.ts']),
    project('embedded-mongo', ['<rootDir>/server/embedded-mongo/tests/**/*.test.ts']),
  ],
};
