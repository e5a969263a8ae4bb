import { wxmlToJs, wxssToJs } from 'miniprogram-compiler';

/** WeChat's own compilers come as programs for this machine only. */
export const hasCompilers = process.platform === 'linux' && process.arch === 'x64';

/** A node as WeChat's WXML compiler draws it. */
export interface DrawnNode {
  tag: string;
  attr?: Record<string, unknown>;
  children?: (DrawnNode | string)[];
}

type Draw = (data: unknown, extra: object, global: object) => DrawnNode;

/** Compiles all WXML of a build and gives back what draws a page's data. */
export function compileWxml(dist: string): (route: string, data: unknown) => DrawnNode {
  const make = new Function('window', wxmlToJs(dist, { maxBuffer: 64 << 20 })) as (
    window: object,
  ) => (file: string) => Draw;
  const compiled = make({});
  return (route, data) => compiled(`${route}.wxml`)(data, {}, {});
}

/** Compiles all WXSS of a build; throws where a style is not understood. */
export function compileWxss(dist: string): string {
  return wxssToJs(dist, { maxBuffer: 64 << 20 });
}

/** All drawn nodes with a tag. */
export function drawnNodes(node: DrawnNode | string, tag: string): DrawnNode[] {
  if (typeof node === 'string') return [];
  const below = (node.children ?? []).flatMap((child) => drawnNodes(child, tag));
  return node.tag === tag ? [node, ...below] : below;
}
