import type { Compiler } from 'webpack';

const NAME = 'HashableCopies';
const COPY = /\/sub-common\//;

/**
 * Taro copies what several sub-packages share into each of them as sources whose `updateHash` does nothing, so the
 * minimizer's lasting cache takes every copy for the one of the first build: after a change the mini-program would
 * hold old modules. Here they become real sources before the minimizer sees them.
 */
export class HashableCopies {
  apply(compiler: Compiler): void {
    const { RawSource } = compiler.webpack.sources;
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      compilation.hooks.processAdditionalAssets.tap({ name: NAME, stage: Number.MIN_SAFE_INTEGER }, (added) => {
        for (const name of Object.keys(added).filter((each) => COPY.test(each)))
          compilation.updateAsset(name, (copy) => new RawSource(copy.source()));
      });
    });
  }
}
