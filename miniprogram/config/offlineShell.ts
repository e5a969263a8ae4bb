import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Compiler } from 'webpack';

const NAME = 'OfflineShell';
const WORKER = path.resolve(__dirname, 'offlineWorker.js');
const KEPT = /\.[0-9a-f]{8}\.(js|css)$/;

/** Puts the service worker beside the built pages (h5), with the names of all hashed files in it. */
export class OfflineShell {
  apply(compiler: Compiler): void {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      compilation.hooks.processAssets.tap({ name: NAME, stage: Compilation.PROCESS_ASSETS_STAGE_REPORT }, (assets) => {
        const files = Object.keys(assets).filter((name) => KEPT.test(name));
        compilation.emitAsset('offline.js', new sources.RawSource(workerOf(files)));
      });
    });
  }
}

/** The worker for these files; another list is another version, which the browser fetches and fills anew. */
function workerOf(files: readonly string[]): string {
  const list = JSON.stringify([...files].sort());
  const version = createHash('sha256').update(list).digest('hex').slice(0, 12);
  return readFileSync(WORKER, 'utf8')
    .replace('const FILES = [];', `const FILES = ${list};`)
    .replace('pages-VERSION', `pages-${version}`);
}
