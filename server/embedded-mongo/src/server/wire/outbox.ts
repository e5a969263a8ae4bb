import type { Socket } from 'node:net';

/** Bytes that may wait for the end of the turn; beyond them they are written at once. */
const WAITING_BYTES = 64 * 1024;

let due: Outbox[] = [];

function flushAll(): void {
  const outboxes = due;
  due = [];
  for (const outbox of outboxes) outbox.flush();
}

/**
 * Replies on their way out of one connection. Those of one turn of the event loop leave together at its end: written
 * back to back they wake a waiting client once, where each by itself would wake it anew.
 */
export class Outbox {
  private parts: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly socket: Socket) {}

  add(part: Buffer): void {
    if (this.parts.length === 0) {
      if (due.length === 0) setImmediate(flushAll);
      due.push(this);
    }
    this.parts.push(part);
    this.bytes += part.length;
    if (this.bytes > WAITING_BYTES) this.flush();
  }

  /** Writes what waits. */
  flush(): void {
    const { parts, socket } = this;
    if (parts.length === 0) return;
    this.parts = [];
    this.bytes = 0;
    if (socket.destroyed) return;
    if (parts.length === 1) {
      socket.write(parts[0]!);
      return;
    }
    socket.cork();
    for (const part of parts) socket.write(part);
    socket.uncork();
  }
}
