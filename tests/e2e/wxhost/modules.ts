import { readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import vm from 'node:vm';

/** Names that a mini-program does not have; code that reads one gets undefined, as in WeChat. */
const HIDDEN =
  'window document self location navigator localStorage history XMLHttpRequest fetch WebSocket Buffer process global';

interface Loaded {
  exports: unknown;
}

/** Runs the files of a build in a context of its own, without DOM and without eval. */
export class Modules {
  private readonly cache = new Map<string, Loaded>();
  private readonly context: vm.Context;

  constructor(
    private readonly dist: string,
    private readonly packageRoots: readonly string[],
    globals: Record<string, unknown>,
  ) {
    this.context = vm.createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  }

  /** Runs a file once; `page` is the page that is being loaded, for the rule of packages. */
  load(file: string, page: string | null): unknown {
    const full = file.endsWith('.js') ? file : `${file}.js`;
    const before = this.cache.get(full);
    if (before) return before.exports;
    this.checkReach(full, page);
    const module: Loaded = { exports: {} };
    this.cache.set(full, module);
    const source = `(function(require,module,exports,${HIDDEN.split(' ').join(',')}){${readFileSync(full, 'utf8')}\n})`;
    const run = vm.runInContext(source, this.context, { filename: full }) as (...given: unknown[]) => void;
    run.call(module.exports, (path: string) => this.load(resolve(dirname(full), path), page), module, module.exports);
    return module.exports;
  }

  private checkReach(file: string, page: string | null): void {
    if (!file.startsWith(this.dist + sep)) throw new Error(`require outside the package: ${file}`);
    const root = this.packageRoots.find((each) => file.startsWith(join(this.dist, each) + sep));
    if (root !== undefined && page !== null && !page.startsWith(`${root}/`))
      throw new Error(`page ${page} requires ${file} of another package`);
  }
}
