import { connect, type Socket } from 'node:net';
import { decodeDocument } from '../../src/bson/decode';
import { encodeDocument } from '../../src/bson/encode';
import type { Doc } from '../../src/bson/values';

export const OP_MSG = 2013;

/** Header and body of a message; `length` may lie. */
export function message(opCode: number, body: Buffer, requestId = 1, length = body.length + 16): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, body]);
}

export function flagBits(flags: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(flags >>> 0);
  return bytes;
}

/** A kind-0 section. */
export function bodySection(command: Doc): Buffer {
  return Buffer.concat([Buffer.from([0]), encodeDocument(command)]);
}

/** A kind-1 section. */
export function sequenceSection(name: string, documents: readonly Buffer[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

export function opMsg(command: Doc, requestId = 1, flags = 0): Buffer {
  return message(OP_MSG, Buffer.concat([flagBits(flags), bodySection(command)]), requestId);
}

export interface RawReply {
  readonly responseTo: number;
  readonly opCode: number;
  readonly doc: Doc;
}

/** A connection on which bytes are written as they are. */
export class RawClient {
  readonly closed: Promise<void>;
  isClosed = false;
  private chunks: Buffer[] = [];
  private received = 0;
  private readonly waiting: ((reply: RawReply) => void)[] = [];
  private readonly replies: RawReply[] = [];

  private constructor(readonly socket: Socket) {
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.isClosed = true;
        resolve();
      });
    });
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => this.receive(chunk));
  }

  static connect(port: number): Promise<RawClient> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new RawClient(socket)));
    });
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  next(): Promise<RawReply> {
    const ready = this.replies.shift();
    if (ready) return Promise.resolve(ready);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async run(command: Doc): Promise<Doc> {
    this.send(opMsg(command));
    return (await this.next()).doc;
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.received += chunk.length;
    if (this.received < 4 || this.received < this.firstLength()) return;
    let buffer = Buffer.concat(this.chunks);
    while (buffer.length >= 4 && buffer.length >= buffer.readInt32LE(0)) {
      const length = buffer.readInt32LE(0);
      const bytes = buffer.subarray(0, length);
      buffer = buffer.subarray(length);
      const opCode = bytes.readInt32LE(12);
      const doc = decodeDocument(bytes.subarray(opCode === OP_MSG ? 21 : 36));
      const reply = { responseTo: bytes.readInt32LE(8), opCode, doc };
      const waiter = this.waiting.shift();
      if (waiter) waiter(reply);
      else this.replies.push(reply);
    }
    this.chunks = [buffer];
    this.received = buffer.length;
  }

  private firstLength(): number {
    const [first] = this.chunks;
    return (first!.length < 4 ? Buffer.concat(this.chunks) : first!).readInt32LE(0);
  }
}
