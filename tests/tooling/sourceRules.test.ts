import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type FixtureTree, plantTree, ROOT, runTool } from './fixtureTree';

function withTree<T>(files: Readonly<Record<string, string>>, use: (tree: FixtureTree) => T): T {
  const tree = plantTree(files);
  try {
    return use(tree);
  } finally {
    tree.remove();
  }
}

describe('the size rule', () => {
  const fileOf = (lines: number): string => 'export {};\n'.repeat(lines);
  const functionOf = (lines: number): string => `export function f() {\n${'  f;\n'.repeat(lines - 2)}}\n`;
  const check = (name: string, text: string): { status: number; stdout: string } =>
    withTree({ [name]: text }, (tree) => runTool(tree, 'tsx/dist/cli.mjs', [path.join(ROOT, 'scripts/checkSize.ts')]));

  it.each([
    ['a file of 300 lines', 'a.ts', fileOf(300), 0],
    ['a file of 301 lines', 'a.ts', fileOf(301), 1],
    ['a function of 50 lines', 'a.ts', functionOf(50), 0],
    ['a function of 51 lines', 'a.ts', functionOf(51), 1],
    ['an arrow function of 51 lines in a .tsx', 'a.tsx', `export const f = () => {\n${'  1;\n'.repeat(49)}};\n`, 1],
    ['a method of 51 lines', 'a.ts', `export class A {\n  f() {\n${'    1;\n'.repeat(49)}  }\n}\n`, 1],
    ['a describe block of 60 lines', 'a.test.ts', `describe('a', () => {\n${'  f();\n'.repeat(58)}});\n`, 0],
    ['a test of 51 lines', 'a.test.ts', `it('a', () => {\n${'  f();\n'.repeat(49)}});\n`, 1],
    ['a long file that is not ours', 'node_modules/a/a.js', fileOf(301), 0],
  ])('meets %s', (_title, name, text, status) => {
    expect(check(name, text).status).toBe(status);
  });
});

describe('the purity of shared', () => {
  const BIOME = '@biomejs/biome/bin/biome';

  /** The rules that biome reports for one file at a path of the repository. */
  function complaints(name: string, text: string): string[] {
    return withTree({ [name]: text }, (tree) => {
      for (const config of ['biome.json', 'lint/shared-is-pure.grit', '.gitignore']) {
        mkdirSync(path.dirname(path.join(tree.directory, config)), { recursive: true });
        copyFileSync(path.join(ROOT, config), path.join(tree.directory, config));
      }
      const { stdout } = runTool(tree, BIOME, ['lint', '--reporter=json', name]);
      const report = JSON.parse(stdout) as { diagnostics: { category: string }[] };
      return [...new Set(report.diagnostics.map((one) => one.category))];
    });
  }

  it.each([
    ['Date.now()', 'export const a = Date.now();', 'plugin'],
    ['Date.now as a value', 'export const a = [1].map(Date.now);', 'plugin'],
    ['new Date()', 'export const a = new Date();', 'plugin'],
    ['Math.random', 'export const a = Math.random();', 'plugin'],
    ['an async function', 'export async function a() {}', 'plugin'],
    ['an async arrow function', 'export const a = async () => 1;', 'plugin'],
    ['an async method', 'export class A {\n  async a() {}\n}', 'plugin'],
    ['an async method of an object', 'export const a = { async b() {} };', 'plugin'],
    ['await', 'export const a = await f();', 'plugin'],
    ['a promise', 'export const a = Promise.resolve(1);', 'lint/style/noRestrictedGlobals'],
    ['a timer', 'setTimeout(() => undefined, 1);', 'lint/style/noRestrictedGlobals'],
    ['crypto', 'export const a = crypto.randomUUID();', 'lint/style/noRestrictedGlobals'],
    ['process', 'export const a = process.pid;', 'lint/style/noRestrictedGlobals'],
    ['a node built-in', "import * as fs from 'node:fs';\nexport const a = fs;", 'lint/correctness/noNodejsModules'],
  ])('forbids %s', (_title, text, rule) => {
    expect(complaints('shared/src/a/a.rules.ts', `${text}\n`)).toContain(rule);
    expect(complaints('server/src/a/a.service.ts', `${text}\n`)).not.toContain(rule);
  });

  it('allows a date made of an argument', () => {
    const text = 'export function dayAfter(at: Date): Date {\n  return new Date(at.getTime() + 86_400_000);\n}\n';
    expect(complaints('shared/src/a/a.rules.ts', text)).toEqual([]);
  });

  it('leaves process.env to config/env.ts', () => {
    const text = 'export const a = process.env.A;\n';
    expect(complaints('server/src/a/a.service.ts', text)).toEqual(['lint/style/noProcessEnv']);
    expect(complaints('server/src/config/env.ts', text)).toEqual([]);
  });
});
