/**
 * Checks that no source file is longer than 300 lines and no function longer than 50, signature and closing brace
 * included. Prints each offender; exits 1 when there is one. Usage: `tsx scripts/checkSize.ts [DIR]`
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 50;
const SOURCE = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/;
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage']);

/** What the check says about one file: `path:line: sentence` each. */
function complaintsAbout(file: string, shownAs: string): string[] {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const complaints: string[] = [];
  if (lines > MAX_FILE_LINES) complaints.push(`${shownAs}:1: file of ${lines} lines, at most ${MAX_FILE_LINES}`);
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !isTestGroup(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      const length = last - first + 1;
      if (length > MAX_FUNCTION_LINES)
        complaints.push(`${shownAs}:${first + 1}: function of ${length} lines, at most ${MAX_FUNCTION_LINES}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return complaints;
}

/** The callback of `describe` is a heading over functions, not a function to read in one go. */
function isTestGroup(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function* sourceFiles(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name) || entry.name.startsWith('.')) continue;
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(full);
    else if (SOURCE.test(entry.name)) yield full;
  }
}

const root = path.resolve(process.argv[2] ?? '.');
const files = [...sourceFiles(root)];
const complaints = files.flatMap((file) => complaintsAbout(file, path.relative(root, file)));
for (const complaint of complaints) console.log(complaint);
console.log(`${files.length} files checked, ${complaints.length} too long`);
process.exitCode = complaints.length > 0 ? 1 : 0;
