import { decodeDocument } from '../../bson/decode';
import type { Doc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { crc32c } from './crc32c';
import { HEADER_BYTES } from './frames';

/** A command as it came in. */
export interface Request {
  readonly requestId: number;
  readonly command: Doc;
  /** Raw documents of the kind-1 sections by the name of the field they stand for. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** The client reads no reply (OP_MSG moreToCome: an unacknowledged write). */
  readonly unacknowledged: boolean;
  /** The legacy OP_QUERY wants a legacy OP_REPLY. */
  readonly legacy: boolean;
}

/** A message that cannot be read. It is answered where the client can take an answer, and the connection may be closed after it. */
export class UnreadableMessage extends Error {
  constructor(
    readonly error: CommandError,
    readonly answerable: boolean,
    readonly closes: boolean,
  ) {
    super(error.message);
  }
}

export const OP_REPLY = 1;
export const OP_QUERY = 2004;
export const OP_MSG = 2013;
const OP_COMPRESSED = 2012;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
// The low 16 bits must be understood, the high 16 (exhaustAllowed among them) may be ignored.
const UNKNOWN_REQUIRED_FLAGS = 0xfffc;
const NO_SEQUENCES: ReadonlyMap<string, readonly Buffer[]> = new Map();

/** Reads one message. Throws UnreadableMessage. */
export function readMessage(message: Buffer): Request {
  const opCode = message.readInt32LE(12);
  if (opCode === OP_MSG) return readOpMsg(message);
  if (opCode === OP_QUERY) return readOpQuery(message);
  const what = opCode === OP_COMPRESSED ? 'OP_COMPRESSED (compression was not negotiated)' : `opcode ${opCode}`;
  throw new UnreadableMessage(new CommandError(ErrorCode.ProtocolError, `${what} is not supported`), false, true);
}

function readOpMsg(message: Buffer): Request {
  if (message.length < HEADER_BYTES + 4) throw fatal('OP_MSG is too short', false);
  const flags = message.readUInt32LE(HEADER_BYTES);
  const unacknowledged = (flags & MORE_TO_COME) !== 0;
  if (flags & UNKNOWN_REQUIRED_FLAGS) {
    throw new UnreadableMessage(
      new CommandError(223, `Message contains illegal flags value: Ob${flags.toString(2)}`),
      true,
      true,
    );
  }
  let end = message.length;
  if (flags & CHECKSUM_PRESENT) {
    end -= 4;
    if (end < HEADER_BYTES + 4) throw fatal('OP_MSG is too short for its checksum', !unacknowledged);
    if (crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) {
      throw fatal('OP_MSG checksum does not match contents.', !unacknowledged);
    }
  }
  try {
    const { command, sequences } = readSections(message, HEADER_BYTES + 4, end);
    return { requestId: message.readInt32LE(4), command, sequences, unacknowledged, legacy: false };
  } catch (error) {
    if (error instanceof CommandError) throw new UnreadableMessage(error, !unacknowledged, false);
    throw error;
  }
}

function readSections(message: Buffer, start: number, end: number): Pick<Request, 'command' | 'sequences'> {
  let command: Doc | undefined;
  let sequences: Map<string, Buffer[]> | undefined;
  let offset = start;
  while (offset < end) {
    const kind = message[offset]!;
    offset += 1;
    const length = sectionLength(message, offset, end);
    if (kind === 0) {
      if (command) throw new CommandError(40430, 'Multiple body sections in message');
      command = decodeDocument(message.subarray(offset, offset + length));
    } else if (kind === 1) {
      sequences ??= new Map();
      readSequence(message.subarray(offset, offset + length), sequences);
    } else {
      throw new CommandError(40432, `Unknown section kind ${kind}`);
    }
    offset += length;
  }
  if (!command) throw new CommandError(40587, 'OP_MSG messages must have a body');
  for (const name of sequences?.keys() ?? []) {
    if (command.has(name)) throw new CommandError(40433, `Duplicate field between body and document sequence ${name}`);
  }
  return { command, sequences: sequences ?? NO_SEQUENCES };
}

function readSequence(section: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw invalidBson('the name of a document sequence does not end');
  const name = section.toString('utf8', 4, nameEnd);
  if (sequences.has(name)) throw new CommandError(40431, `Duplicate document sequence: ${name}`);
  const documents: Buffer[] = [];
  let offset = nameEnd + 1;
  while (offset < section.length) {
    const length = sectionLength(section, offset, section.length);
    documents.push(section.subarray(offset, offset + length));
    offset += length;
  }
  sequences.set(name, documents);
}

/** Length at `offset` of a document or section, both at least 5 bytes and within `end`. */
function sectionLength(bytes: Buffer, offset: number, end: number): number {
  const length = end - offset < 4 ? -1 : bytes.readInt32LE(offset);
  if (length < 5 || length > end - offset) throw invalidBson(`length ${length} with ${end - offset} bytes left`);
  return length;
}

function readOpQuery(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const nameStart = HEADER_BYTES + 4;
  const nameEnd = message.indexOf(0, nameStart);
  if (nameEnd < 0 || nameEnd + 9 >= message.length) throw fatal('OP_QUERY is too short', false);
  const namespace = message.toString('utf8', nameStart, nameEnd);
  try {
    const start = nameEnd + 9;
    const length = sectionLength(message, start, message.length);
    let command = decodeDocument(message.subarray(start, start + length));
    const wrapped = command.get('$query');
    if (wrapped instanceof Map) command = wrapped;
    if (!command.has('$db')) command.set('$db', namespace.slice(0, Math.max(0, namespace.indexOf('.'))));
    return { requestId, command, sequences: NO_SEQUENCES, unacknowledged: false, legacy: true };
  } catch (error) {
    if (error instanceof CommandError) throw new UnreadableMessage(error, false, true);
    throw error;
  }
}

function fatal(reason: string, answerable: boolean): UnreadableMessage {
  return new UnreadableMessage(new CommandError(ErrorCode.ProtocolError, reason), answerable, true);
}

function invalidBson(reason: string): CommandError {
  return new CommandError(ErrorCode.InvalidBSON, `Invalid message: ${reason}`);
}
