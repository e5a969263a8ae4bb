/** Largest message a client may send, as `hello` advertises it. */
export const MAX_MESSAGE_BYTES = 48_000_000;
/** Bytes of the header every message starts with. */
export const HEADER_BYTES = 16;

/** The sender does not speak the protocol: nothing after this point in the stream can be trusted. */
export class BrokenStream extends Error {}

/** Cuts the byte stream of a connection into messages. Holds at most one message and one chunk. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private held = 0;
  private expected = 0;

  /** Takes the next bytes received and returns the messages they complete. Throws BrokenStream on a length no message can have. */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.held += chunk.length;
    const messages: Buffer[] = [];
    while (this.held >= 4) {
      if (this.expected === 0) this.expected = readLength(this.peekLength());
      if (this.held < this.expected) break;
      messages.push(this.take(this.expected));
      this.expected = 0;
    }
    return messages;
  }

  private peekLength(): Buffer {
    if (this.chunks[0]!.length < 4) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0]!;
  }

  private take(length: number): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.held);
    this.chunks = all.length === length ? [] : [all.subarray(length)];
    this.held = all.length - length;
    return all.subarray(0, length);
  }
}

function readLength(head: Buffer): number {
  const length = head.readInt32LE(0);
  if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) throw new BrokenStream(`message of ${length} bytes`);
  return length;
}
