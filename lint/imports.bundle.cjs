/** Import rules on what is left after compilation (types gone): what a bundler of the mini-program would take along. */
const { options } = require('../.dependency-cruiser.cjs');

module.exports = {
  forbidden: [
    {
      name: 'zod-reaches-no-bundle',
      comment: 'Nothing that the mini-program imports leads to zod, however far away.',
      severity: 'error',
      from: { path: '^miniprogram/src/' },
      to: { path: '(^|/)node_modules/zod/|^zod(/|$)', reachable: true },
    },
  ],
  options: { ...options, tsPreCompilationDeps: false },
};
