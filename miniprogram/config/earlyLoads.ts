import type { Compiler } from 'webpack';

const NAME = 'EarlyLoads';
const DOCUMENT = 'index.html';
/** What every first page needs beside the entry. */
const EARLY = /^(js|css)\/first\.[0-9a-f]{8}\.(js|css)$/;

/** Names in the document what the first page will ask for, so that it comes with the entry and not after it (h5). */
export class EarlyLoads {
  apply(compiler: Compiler): void {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      compilation.hooks.processAssets.tap({ name: NAME, stage: Compilation.PROCESS_ASSETS_STAGE_REPORT }, (assets) => {
        const links = Object.keys(assets)
          .filter((name) => EARLY.test(name))
          .map(linkTo)
          .join('');
        if (!assets[DOCUMENT]) return;
        compilation.updateAsset(
          DOCUMENT,
          (document) => new sources.RawSource(document.source().toString().replace('</head>', `${links}</head>`)),
        );
      });
    });
  }
}

function linkTo(name: string): string {
  return `<link rel="preload" as="${name.endsWith('.js') ? 'script' : 'style'}" href="./${name}">`;
}
