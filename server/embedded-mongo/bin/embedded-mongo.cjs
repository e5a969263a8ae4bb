#!/usr/bin/env node
const { freshBundle } = require('./bundle.cjs');

/** The compiled server; from the sources where the package's folder cannot be written to. */
function load() {
  try {
    return require(freshBundle());
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error;
    require('tsx/cjs');
    return require('../src/cli.ts');
  }
}

load()
  .main(process.argv.slice(2))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
