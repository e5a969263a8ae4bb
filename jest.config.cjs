const path = require('node:path');

/** TypeScript to CommonJS; ESM-only packages that the server uses are compiled too. */
const transform = {
  '\\.[cm]?[jt]sx?$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2022' },
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
  projects: [
    project('rules', ['<rootDir>/tests/**/*.rules.test.ts']),
    project('api', ['<rootDir>/tests/**/*.api.test.ts'], {
      globalSetup: path.join(__dirname, 'tests/support/startDatabase.ts'),
      globalTeardown: path.join(__dirname, 'tests/support/stopDatabase.ts'),
    }),
    project('tooling', ['<rootDir>/tests/tooling/**/*.test.ts']),
    project('embedded-mongo', ['<rootDir>/server/embedded-mongo/tests/**/*.test.ts']),
  ],
};
