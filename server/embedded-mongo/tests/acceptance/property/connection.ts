import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Doc, fromBytes, toBytes } from '../model/values';

const OP_MSG = 2013;
const HEADER_BYTES = 16;
const BODY_OFFSET = 21;

/** One connection on which commands run one after another, with nothing of a driver between. */
export class PlainConnection {
  private received = Buffer.alloc(0);
  private waiting?: (reply: Doc) => void;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => undefined);
  }

  static async open(uri: string): Promise<PlainConnection> {
    const [host = '', port = '27017'] = new URL(uri).host.split(':');
    const socket = connect(Number(port), host);
    await once(socket, 'connect');
    return new PlainConnection(socket);
  }

  run(command: Doc): Promise<Doc> {
    const body = toBytes(command);
    const message = Buffer.alloc(BODY_OFFSET + body.length);
    message.writeInt32LE(message.length, 0);
    message.writeInt32LE(1, 4);
    message.writeInt32LE(OP_MSG, 12);
    message.set(body, BODY_OFFSET);
    this.socket.write(message);
    return new Promise((resolve, reject) => {
      this.waiting = resolve;
      this.socket.once('close', () => reject(new Error('the connection was closed')));
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    if (this.received.length < HEADER_BYTES || this.received.length < this.received.readInt32LE(0)) return;
    const reply = fromBytes(this.received.subarray(BODY_OFFSET));
    this.received = Buffer.alloc(0);
    this.socket.removeAllListeners('close');
    this.waiting?.(reply);
  }
}
