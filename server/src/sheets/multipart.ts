import { AppError } from '@linzhang/shared/kernel/errors';

const MOST_HEADER_BYTES = 8 * 1024;
const HEADER_END = Buffer.from('\r\n\r\n');

/** The boundary of a multipart form; null for a raw body. */
function boundaryOf(contentType: string | undefined): string | null {
  const match = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType ?? '');
  return match ? (match[1] ?? match[2] ?? null) : null;
}

/** The bytes of a file that was sent, as the raw body or as the file of a form. */
export function sentFile(source: AsyncIterable<Buffer>, contentType: string | undefined): AsyncIterable<Buffer> {
  const boundary = boundaryOf(contentType);
  return boundary === null ? source : fileOfForm(source, boundary);
}

/** The bytes of the first file in a form, as they come in; fields before it are passed over. `file_missing` where there is none. */
async function* fileOfForm(source: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<Buffer> {
  const mark = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line before it.
  let buffer: Buffer = Buffer.from('\r\n');
  let part: 'none' | 'field' | 'file' = 'none';
  for await (const chunk of source) {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      if (part === 'none') {
        const opened = openPart(buffer, mark);
        if (!opened) break;
        [part, buffer] = [opened.isFile ? 'file' : 'field', opened.rest];
      }
      const end = buffer.indexOf(mark);
      const safe = end === -1 ? Math.max(0, buffer.length - mark.length) : end;
      if (part === 'file' && safe > 0) yield buffer.subarray(0, safe);
      buffer = buffer.subarray(safe);
      if (end === -1) break;
      if (part === 'file') return;
      part = 'none';
    }
  }
  throw new AppError('file_missing');
}

function openPart(buffer: Buffer, mark: Buffer): { isFile: boolean; rest: Buffer } | null {
  const at = buffer.indexOf(mark);
  const end = at === -1 ? -1 : buffer.indexOf(HEADER_END, at);
  if (end === -1) {
    if (buffer.length > MOST_HEADER_BYTES) throw new AppError('file_missing');
    return null;
  }
  const headers = buffer.subarray(at + mark.length, end).toString('latin1');
  return {
    isFile: /content-disposition:[^\r\n]*;\s*filename/i.test(headers),
    rest: buffer.subarray(end + HEADER_END.length),
  };
}
