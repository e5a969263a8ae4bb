import type { Socket } from 'node:net';
import type { Doc } from '../../bson/values';
import type { ClientConnection } from '../connections';
import { FrameReader } from './frames';
import { type Request, readMessage, UnreadableMessage } from './message';
import { Outbox } from './outbox';
import { legacyReplyHeader, replyHeader } from './reply';

/** Runs commands; the parts of a reply's body come back in order, undefined where nothing must be sent. */
export interface RequestHandler {
  run(request: Request, connection: ClientConnection): Promise<Buffer[] | undefined>;
  /** Body of the reply to a message that could not be read. */
  refuse(error: Error): Buffer[];
}

const QUEUE_MESSAGES = 64;
const QUEUE_BYTES = 4_000_000;
const COPY_LIMIT = 16_384;

/** One client: reads messages, runs them one after another and writes the replies in that order. */
export class Connection implements ClientConnection {
  readonly remote: string;
  metadata?: Doc;
  appName?: string;
  reading?: { interrupted: boolean };
  private readonly frames = new FrameReader();
  private readonly outbox: Outbox;
  private queue: Buffer[] = [];
  private queuedBytes = 0;
  private working = false;
  private paused = false;
  private readonly closeCallbacks = new Set<() => void>();
  private idleCallback?: () => void;

  constructor(
    readonly id: number,
    private readonly socket: Socket,
    private readonly handler: RequestHandler,
  ) {
    this.remote = `${socket.remoteAddress}:${socket.remotePort}`;
    this.outbox = new Outbox(socket);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('close', () => this.closedBySocket());
  }

  get closed(): boolean {
    return this.socket.destroyed;
  }

  destroy(): void {
    this.socket.destroy();
  }

  onClose(callback: () => void): () => void {
    this.closeCallbacks.add(callback);
    return () => this.closeCallbacks.delete(callback);
  }

  /** Reads no more, and resolves once the message being worked on has its reply. */
  finish(): Promise<void> {
    this.queue = [];
    this.socket.pause();
    if (!this.working) return this.end();
    return new Promise((resolve) => {
      this.idleCallback = () => void this.end().then(resolve);
    });
  }

  private end(): Promise<void> {
    if (this.socket.destroyed) return Promise.resolve();
    this.outbox.flush();
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve());
      this.socket.destroySoon();
    });
  }

  private closedBySocket(): void {
    this.queue = [];
    if (this.reading) this.reading.interrupted = true;
    for (const callback of this.closeCallbacks) callback();
    this.closeCallbacks.clear();
  }

  private receive(chunk: Buffer): void {
    try {
      for (const message of this.frames.push(chunk)) {
        this.queue.push(message);
        this.queuedBytes += message.length;
      }
    } catch {
      this.socket.destroy();
      return;
    }
    if (this.queue.length > QUEUE_MESSAGES || this.queuedBytes > QUEUE_BYTES) this.pause(true);
    if (!this.working && this.queue.length > 0) void this.work();
  }

  private pause(paused: boolean): void {
    if (this.paused === paused) return;
    this.paused = paused;
    if (paused) this.socket.pause();
    else this.socket.resume();
  }

  private async work(): Promise<void> {
    this.working = true;
    try {
      for (let message = this.queue.shift(); message && !this.socket.destroyed; message = this.queue.shift()) {
        this.queuedBytes -= message.length;
        await this.answer(message);
        // A client that does not read its replies gets no further commands run.
        if (this.socket.writableNeedDrain) await this.drained();
      }
    } catch {
      this.socket.destroy();
    } finally {
      this.working = false;
    }
    if (this.idleCallback) this.idleCallback();
    else this.pause(false);
  }

  private async answer(message: Buffer): Promise<void> {
    let request: Request;
    try {
      request = readMessage(message);
    } catch (error) {
      this.refuse(message, error);
      return;
    }
    const parts = await this.handler.run(request, this);
    if (parts && !request.unacknowledged) this.write(parts, request.requestId, request.legacy);
  }

  private refuse(message: Buffer, error: unknown): void {
    if (!(error instanceof UnreadableMessage)) throw error;
    if (error.answerable) this.write(this.handler.refuse(error.error), message.readInt32LE(4), false);
    if (!error.closes) return;
    this.outbox.flush();
    this.socket.destroySoon();
  }

  private write(parts: Buffer[], requestId: number, legacy: boolean): void {
    if (this.socket.destroyed) return;
    let length = 0;
    for (const part of parts) length += part.length;
    const head = legacy ? legacyReplyHeader(length, requestId) : replyHeader(length, requestId);
    if (length < COPY_LIMIT) {
      this.outbox.add(Buffer.concat([head, ...parts], head.length + length));
      return;
    }
    this.outbox.add(head);
    for (const part of parts) this.outbox.add(part);
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('drain', done);
        this.socket.off('close', done);
        resolve();
      };
      this.socket.on('drain', done);
      this.socket.on('close', done);
    });
  }
}
