import { deflateRawSync } from 'node:zlib';

/** A part of a package: what is in it, and the size that the package claims where it lies. */
export interface PackedPart {
  name: string;
  text: string;
  claims?: number;
}

/** A zip file made by hand, so that it can lie about itself. */
export function packed(parts: readonly PackedPart[]): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, text, claims } of parts) {
    const raw = Buffer.from(text);
    const body = deflateRawSync(raw);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(body.length, 4);
    sizes.writeUInt32LE(claims ?? raw.length, 8);
    const path = Buffer.from(name);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(path.length, 0);
    const head = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
    bodies.push(Buffer.from('PK\u0003\u0004', 'latin1'), head, sizes, lengths, path, body);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), head, sizes, lengths, place, path);
    offset += 30 + path.length + body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}
