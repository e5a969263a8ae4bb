import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Context, Middleware } from 'koa';
import { ENCODINGS, type Encoding, filePacker, isPackable } from './packedFiles';

/** Built files carry a hash of their content in the name: they never change. */
const HASHED = /\.[0-9a-f]{8}\.(js|css)$/;

/**
 * Serves the built h5 pages from `folder`. The pages route by hash, so only `/` needs the document; it is never
 * cached, while hashed files are kept for a year. Texts are sent packed to who takes them so.
 */
export function staticPages(folder: string): Middleware {
  const root = normalize(folder);
  const pack = filePacker();
  return async (ctx, next) => {
    if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || ctx.path.startsWith('/api/')) return next();
    const name = ctx.path === '/' ? '/index.html' : ctx.path;
    const file = resolveInside(root, name);
    const found = file ? await stat(file).catch(() => null) : null;
    if (!file || !found?.isFile()) return next();
    // Koa compares what the browser has only where the answer is a good one.
    ctx.status = 200;
    ctx.type = extname(file);
    ctx.lastModified = found.mtime;
    ctx.set('Cache-Control', HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
    const encoding = isPackable(file, found.size) ? encodingFor(ctx) : null;
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    const bytes = encoding ? await pack(file, found.mtimeMs, encoding) : null;
    if (encoding) ctx.set('Content-Encoding', encoding);
    ctx.length = bytes ? bytes.length : found.size;
    if (ctx.method === 'GET') ctx.body = bytes ?? createReadStream(file);
  };
}

/** What this browser takes a text in; null for as it is. */
function encodingFor(ctx: Context): Encoding | null {
  ctx.vary('Accept-Encoding');
  const taken = ctx.acceptsEncodings([...ENCODINGS, 'identity']);
  return ENCODINGS.find((encoding) => encoding === taken) ?? null;
}

const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;

/** Hashes of the scripts inside the document of the built pages (Taro's one that sets the font size), for the headers. */
export function inlineScriptHashes(folder: string): string[] {
  const document = join(folder, 'index.html');
  if (!existsSync(document)) return [];
  return [...readFileSync(document, 'utf8').matchAll(INLINE_SCRIPT)].map(
    ([, script = '']) => `sha256-${createHash('sha256').update(script).digest('base64')}`,
  );
}

/** The file below `root` that a URL path names; null where the path leaves the folder or is not decodable. */
function resolveInside(root: string, urlPath: string): string | null {
  try {
    const file = join(root, decodeURIComponent(urlPath));
    return file.startsWith(root.endsWith(sep) ? root : root + sep) && !file.includes('\0') ? file : null;
  } catch {
    return null;
  }
}
