import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What the mini-program's output depends on, relative to the root of the repository. */
const INPUTS = [
  'miniprogram/src',
  'miniprogram/config',
  'miniprogram/babel.config.js',
  'miniprogram/package.json',
  'miniprogram/tsconfig.json',
  'shared/src',
  'package-lock.json',
];

/** A hash of everything that goes into a build, its constants included: equal hashes mean equal output. */
export function inputsHash(root: string, constants: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(JSON.stringify(Object.entries(constants).sort()));
  for (const input of INPUTS)
    for (const file of filesOf(join(root, input)))
      hash.update(`\0${relative(root, file)}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
