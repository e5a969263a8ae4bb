import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WxNode } from './nodes';

const TEMPLATE = /<template name="tmpl_\d+_([A-Za-z0-9]+)(?:_focus|_blur)?">([\s\S]*?)<\/template>/g;
const BINDING = /\b(?:bind|catch):?(\w+)="eh"/g;
const ATTRIBUTE = /([\w-]+)="\{\{[^"]*?\bi\.(p\d+|[a-z]\w*)\b[^"]*?\}\}"/g;

interface Template {
  binds: Set<string>;
  /** Attribute of the element -> field of the node. */
  fields: Map<string, string>;
}

/** What base.wxml makes of a node: the events it listens to, and the fields behind its attributes. */
export class Templates {
  private readonly byAlias = new Map<string, Template>();

  constructor(dist: string) {
    for (const [, alias = '', body = ''] of readFileSync(join(dist, 'base.wxml'), 'utf8').matchAll(TEMPLATE)) {
      const template = this.byAlias.get(alias) ?? { binds: new Set(), fields: new Map() };
      this.byAlias.set(alias, template);
      for (const [, event = ''] of body.matchAll(BINDING)) template.binds.add(event);
      for (const [, attribute = '', field = ''] of body.matchAll(ATTRIBUTE))
        if (!template.fields.has(attribute)) template.fields.set(attribute, field);
    }
  }

  /** True where WeChat would call the page for this event on this node. */
  listens(node: WxNode, event: string): boolean {
    return node.sid !== undefined && (this.byAlias.get(node.nn)?.binds.has(event) ?? false);
  }

  /** The value of an attribute as the element has it. */
  attribute(node: WxNode, name: string): unknown {
    const field = this.byAlias.get(node.nn)?.fields.get(name);
    return field === undefined ? undefined : node[field];
  }
}
