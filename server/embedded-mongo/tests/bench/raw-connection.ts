import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

const HEADER_BYTES = 16;
/** Flag bits and the kind of the one section, before the document. */
const BODY_PREFIX_BYTES = 5;
const OP_MSG = 2013;

/** An OP_MSG with one document, ready to be sent. */
export function message(command: Document): Buffer {
  const body = BSON.serialize(command);
  const bytes = Buffer.alloc(HEADER_BYTES + BODY_PREFIX_BYTES + body.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(1, 4);
  bytes.writeInt32LE(OP_MSG, 12);
  bytes.set(body, HEADER_BYTES + BODY_PREFIX_BYTES);
  return bytes;
}

/** The document of a reply. */
export function documentOf(reply: Buffer): Document {
  return BSON.deserialize(reply.subarray(HEADER_BYTES + BODY_PREFIX_BYTES));
}

/** A socket that sends prebuilt messages, one at a time, and hands back the replies as bytes: a client at no cost. */
export class RawConnection {
  private waiting: { resolve(reply: Buffer): void; reject(error: Error): void } | undefined;
  private pending: Buffer = Buffer.alloc(0);

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('the connection was closed')));
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  /** Sends a message and waits for its reply. */
  exchange(bytes: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(bytes);
    });
  }

  /** Sends a command; throws when it is answered by an error. */
  async command(command: Document): Promise<Document> {
    const reply = documentOf(await this.exchange(message(command)));
    if (reply['ok'] !== 1) throw new Error(`${Object.keys(command)[0]}: ${JSON.stringify(reply)}`);
    return reply;
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    if (this.pending.length < HEADER_BYTES || this.pending.length < this.pending.readInt32LE(0)) return;
    const reply = this.pending;
    const { waiting } = this;
    this.pending = Buffer.alloc(0);
    this.waiting = undefined;
    waiting?.resolve(reply);
  }
}
