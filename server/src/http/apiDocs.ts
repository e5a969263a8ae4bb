import type { Access, Contract } from '@linzhang/shared/kernel/contract';
import { z } from 'zod';

const ACCESS_WORDS: Record<Access, string> = {
  anyone: 'anyone',
  signed_in: 'signed in',
  member: 'member (privacy terms accepted)',
  employee: 'employee',
};

/** A readable page of all endpoints, without scripts: it works under the strict content security policy. */
export function apiDocsPage(contracts: Readonly<Record<string, Contract>>): string {
  const sections = Object.entries(contracts).map(([name, contract]) => section(name, contract));
  const index = Object.entries(contracts).map(
    ([name, { route }]) =>
      `<li><a href="#${escapeHtml(name)}"><code>${route.method.toUpperCase()} ${escapeHtml(route.path)}</code></a></li>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Linzhang API</title><style>${STYLE}</style></head><body><h1>Linzhang API</h1>
<p>All paths are below <code>/api</code>. The machine-readable form is <a href="/api/openapi.json">openapi.json</a>.
Errors have the shape <code>{ error: { code, details?, traceId } }</code>.</p>
<ul>${index.join('')}</ul>${sections.join('')}</body></html>`;
}

function section(name: string, contract: Contract): string {
  const parts: [string, z.ZodType | undefined, 'input' | 'output'][] = [
    ['Path', contract.params, 'input'],
    ['Query', contract.query, 'input'],
    ['Body', contract.body, 'input'],
    ['Answer', contract.response, 'output'],
  ];
  const shapes = parts
    .filter((part): part is [string, z.ZodType, 'input' | 'output'] => part[1] !== undefined)
    .map(
      ([title, schema, io]) =>
        `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), null, 2))}</pre></details>`,
    );
  const errors = (contract.errors ?? []).map((code) => `<code>${code}</code>`).join(' ');
  return `<section id="${escapeHtml(name)}"><h2><code>${contract.route.method.toUpperCase()} ${escapeHtml(contract.route.path)}</code></h2>
<p>${escapeHtml(contract.summary)}</p><p>For: ${ACCESS_WORDS[contract.access]}${errors ? `. Refusals: ${errors}` : ''}</p>${shapes.join('')}</section>`;
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#2a2420;background:#fbf7f0}' +
  'h2{font-size:1rem;border-top:1px solid #eae2d6;padding-top:1rem}pre{overflow:auto;background:#fff;padding:.75rem}a{color:#b8322a}';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
