import type { RegexNode } from './syntax';

/** Literal text right after a leading `^` or `\A`; undefined without an anchor or without any literal. */
export function literalPrefix(root: RegexNode): string | undefined {
  const parts = root.kind === 'sequence' ? root.parts : [root];
  const first = parts[0];
  if (first?.kind !== 'assertion' || !first.start) return undefined;
  let prefix = '';
  for (const part of parts.slice(1)) {
    if (part.kind === 'repeat' && part.min > 0 && isLiteral(part.body)) {
      prefix += String.fromCodePoint(part.body.ranges[0]!).repeat(Math.min(part.min, 100));
      break;
    }
    if (!isLiteral(part)) break;
    prefix += String.fromCodePoint(part.ranges[0]!);
  }
  return prefix === '' ? undefined : prefix;
}

function isLiteral(node: RegexNode): node is RegexNode & { kind: 'set' } {
  return (
    node.kind === 'set' &&
    !node.ignoreCase &&
    !node.negated &&
    node.properties.length === 0 &&
    node.ranges.length === 2 &&
    node.ranges[0] === node.ranges[1]
  );
}
