import { HEADER_BYTES } from './frames';
import { OP_MSG, OP_REPLY } from './message';

let lastReplyId = 0;

function header(length: number, responseTo: number, opCode: number, size: number): Buffer {
  lastReplyId = (lastReplyId + 1) & 0x7fffffff;
  const bytes = Buffer.alloc(size);
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE(lastReplyId, 4);
  bytes.writeInt32LE(responseTo, 8);
  bytes.writeInt32LE(opCode, 12);
  return bytes;
}

/** Bytes in front of the body of an OP_MSG reply. */
export function replyHeader(bodyLength: number, responseTo: number): Buffer {
  const size = HEADER_BYTES + 5;
  return header(size + bodyLength, responseTo, OP_MSG, size);
}

/** Bytes in front of the body of an OP_REPLY with one document, the answer to OP_QUERY. */
export function legacyReplyHeader(bodyLength: number, responseTo: number): Buffer {
  const size = HEADER_BYTES + 20;
  const bytes = header(size + bodyLength, responseTo, OP_REPLY, size);
  const AWAIT_CAPABLE = 8;
  bytes.writeInt32LE(AWAIT_CAPABLE, HEADER_BYTES);
  bytes.writeInt32LE(1, HEADER_BYTES + 16);
  return bytes;
}
