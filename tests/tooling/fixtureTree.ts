import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The root of the repository. */
export const ROOT = path.resolve(__dirname, '../..');

/** A directory of small source files, made for one test and removed after it. */
export interface FixtureTree {
  readonly directory: string;
  remove(): void;
}

/** Writes `path -> text` below a new temporary directory. */
export function plantTree(files: Readonly<Record<string, string>>): FixtureTree {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'linzhang-tooling-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), text);
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Makes a workspace of the tree importable by its package name, as npm does. */
export function linkWorkspace(tree: FixtureTree, packageName: string, workspace: string): void {
  const link = path.join(tree.directory, 'node_modules', packageName);
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(path.join(tree.directory, workspace), link, 'dir');
}

/** Runs a script of an installed tool in the tree. */
export function runTool(
  tree: FixtureTree,
  script: string,
  args: readonly string[],
): { status: number; stdout: string } {
  const result = spawnSync(process.execPath, [path.join(ROOT, 'node_modules', script), ...args], {
    cwd: tree.directory,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  return { status: result.status ?? -1, stdout: result.stdout };
}
