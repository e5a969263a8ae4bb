/** A node of the tree that Taro's runtime hands to the page by setData. */
export interface WxNode {
  /** Alias of the component: which template draws it. */
  nn: string;
  sid?: string;
  /** The id that the component was given. */
  uid?: string;
  /** Its classes, separated by spaces. */
  cl?: string;
  /** The text of a text node. */
  v?: string;
  cn?: WxNode[];
  [attribute: string]: unknown;
}

/** A node with the nodes it stands in, nearest first. */
export interface Placed {
  node: WxNode;
  chain: readonly WxNode[];
}

/** All nodes below a root, in the order they are drawn. */
export function* placedNodes(node: WxNode | undefined, chain: readonly WxNode[] = []): Generator<Placed> {
  if (!node) return;
  yield { node, chain };
  for (const child of node.cn ?? []) yield* placedNodes(child, [node, ...chain]);
}

/** Everything that is written on a tree. */
export function textOf(root: WxNode | undefined): string {
  const text = [...placedNodes(root)].map(({ node }) => node.v ?? '').join('');
  return text.replace(/\u00a0/g, ' ');
}

/** The first node for `#id`, `.class` or an exact text. */
export function findNode(root: WxNode | undefined, selector: string): Placed | null {
  const name = selector.slice(1);
  const matches = ({ node }: Placed): boolean => {
    if (selector.startsWith('#')) return node.uid === name;
    if (selector.startsWith('.')) return (node.cl ?? '').split(' ').includes(name);
    return node.v === selector;
  };
  for (const placed of placedNodes(root)) if (matches(placed)) return placed;
  return null;
}
