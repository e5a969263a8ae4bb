import { encodeDocument } from '../../../src/bson/encode';
import { fromJs } from '../../../src/bson/js';
import type { Doc } from '../../../src/bson/values';
import { bodySection, flagBits, message, OP_MSG, sequenceSection } from '../../server/raw-client';

const INSERT = fromJs({ insert: 'kept', documents: [{ _id: 'bad' }], $db: 'fuzz' }) as Doc;
const HEAD = fromJs({ insert: 'kept', $db: 'fuzz' }) as Doc;
const DOCUMENT = encodeDocument(fromJs({ _id: 'bad' }) as Doc);

const msg = (...sections: Buffer[]): Buffer => message(OP_MSG, Buffer.concat([flagBits(0), ...sections]));
const withFlags = (flags: number): Buffer => message(OP_MSG, Buffer.concat([flagBits(flags), bodySection(INSERT)]));

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** A document from elements given as bytes. */
function raw(...elements: Buffer[]): Buffer {
  const content = Buffer.concat([...elements, Buffer.from([0])]);
  return Buffer.concat([int32(content.length + 4), content]);
}

function element(type: number, name: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), content]);
}

const text = (value: string): Buffer => Buffer.concat([int32(Buffer.byteLength(value) + 1), Buffer.from(`${value}\0`)]);
const INSERT_ELEMENTS = [element(2, 'insert', text('kept')), element(2, '$db', text('fuzz'))];

/** An insert whose one document has this element. */
function insertOf(...elements: Buffer[]): Buffer {
  return msg(Buffer.concat([Buffer.from([0]), encodeDocument(HEAD)]), sequenceSection('documents', [raw(...elements)]));
}

/** The insert with the bytes of its body changed. */
function corrupted(change: (body: Buffer) => void): Buffer {
  const section = bodySection(INSERT);
  change(section.subarray(1));
  return msg(section);
}

/** Documents in documents, made without recursion. */
function nested(levels: number, type: number): Buffer {
  const open = 7;
  const size = 5 + levels * (open + 1);
  const bytes = Buffer.alloc(size);
  for (let level = 0; level <= levels; level++) {
    const at = level * open;
    bytes.writeInt32LE(size - level * (open + 1), at);
    if (level < levels) bytes.write(`${String.fromCharCode(type)}a\0`, at + 4, 'latin1');
  }
  return bytes;
}

/** Fills a binary value with what claims to be documents that contain themselves. */
function cyclic(): Buffer {
  const inner = Buffer.concat([int32(64), Buffer.from([3]), Buffer.from('a\0'), int32(64)]);
  return element(3, 'loop', inner);
}

/** Messages that are wrong as bytes, by what is wrong with them. All of them try to insert a document. */
export const BAD_MESSAGES: ReadonlyMap<string, Buffer> = new Map([
  ['length 48,000,001', message(OP_MSG, Buffer.concat([flagBits(0), bodySection(INSERT)]), 1, 48_000_001)],
  ['length 2^31-1', message(OP_MSG, bodySection(INSERT), 1, 0x7fffffff)],
  ...[-1, -0x80000000, 0, 1, 15].map((length): [string, Buffer] => [
    `length ${length}`,
    message(OP_MSG, Buffer.concat([flagBits(0), bodySection(INSERT)]), 1, length),
  ]),
  ['a length that cuts the body', message(OP_MSG, Buffer.concat([flagBits(0), bodySection(INSERT)]), 1, 40)],
  ['only a header', message(OP_MSG, Buffer.alloc(0))],
  ['no sections', message(OP_MSG, flagBits(0))],
  ...[0, 1, 1000, 2001, 2002, 2005, 2006, 2007, 2010, 2011, 2012, 2014, -1, 0x7fffffff].map(
    (code): [string, Buffer] => [`opcode ${code}`, message(code, Buffer.concat([flagBits(0), bodySection(INSERT)]))],
  ),
  ['OP_QUERY without an end of its name', message(2004, Buffer.alloc(40, 0x61))],
  [
    'OP_QUERY with a write',
    message(2004, Buffer.concat([int32(0), Buffer.from('fuzz.$cmd\0'), int32(0), int32(-1), encodeDocument(INSERT)])),
  ],
  [
    'OP_QUERY with a document that is too long',
    message(2004, Buffer.concat([int32(0), Buffer.from('fuzz.$cmd\0'), int32(0), int32(-1), int32(5000)])),
  ],
  ['a wrong checksum', withFlags(1)],
  ...[4, 8, 0x8000, 0xfffc].map((flags): [string, Buffer] => [`unknown required flags ${flags}`, withFlags(flags)]),
  ...[2, 3, 0x7f, 0xff].map((kind): [string, Buffer] => [
    `section kind ${kind}`,
    msg(Buffer.concat([Buffer.from([kind]), encodeDocument(INSERT)])),
  ]),
  ['two bodies', msg(bodySection(INSERT), bodySection(INSERT))],
  ['no body', msg(sequenceSection('documents', [DOCUMENT]))],
  [
    'a sequence twice',
    msg(bodySection(HEAD), sequenceSection('documents', [DOCUMENT]), sequenceSection('documents', [DOCUMENT])),
  ],
  ['a sequence that is in the body too', msg(bodySection(INSERT), sequenceSection('documents', [DOCUMENT]))],
  ['a sequence nobody asked for', msg(bodySection(INSERT), sequenceSection('__proto__', [DOCUMENT]))],
  [
    'a sequence whose length lies',
    msg(bodySection(HEAD), Buffer.concat([Buffer.from([1]), int32(5000), Buffer.from('documents\0'), DOCUMENT])),
  ],
  [
    'a sequence without a name',
    msg(bodySection(HEAD), Buffer.concat([Buffer.from([1]), int32(8), Buffer.from('docs')])),
  ],
  [
    'a sequence that ends in a document',
    msg(bodySection(HEAD), sequenceSection('documents', [DOCUMENT, DOCUMENT.subarray(0, 9)])),
  ],
  ['a body too long', corrupted((body) => body.writeInt32LE(body.length + 1))],
  ['a body of negative length', corrupted((body) => body.writeInt32LE(-5))],
  ['a body without an end', corrupted((body) => body.writeUInt8(1, body.length - 1))],
  ['an unknown type', corrupted((body) => body.writeUInt8(0x55, 4))],
  ['a string of negative length', corrupted((body) => body.writeInt32LE(-1, 12))],
  ['a string past the end', corrupted((body) => body.writeInt32LE(0x7fffffff, 12))],
  ['a string without NUL', corrupted((body) => body.writeUInt8(0x61, 20))],
  ['$db twice', msg(Buffer.concat([Buffer.from([0]), raw(...INSERT_ELEMENTS, element(2, '$db', text('other')))]))],
  ['documents in documents, 100000 levels', msg(bodySection(HEAD), sequenceSection('documents', [nested(100_000, 3)]))],
  ['arrays in arrays, 100000 levels', msg(bodySection(HEAD), sequenceSection('documents', [nested(100_000, 4)]))],
  ['101 levels', msg(bodySection(HEAD), sequenceSection('documents', [nested(101, 3)]))],
  ['a document that contains itself', insertOf(cyclic())],
  ['text that is no UTF-8', insertOf(element(2, 'a', Buffer.concat([int32(3), Buffer.from([0xff, 0xfe, 0])])))],
  ['a boolean of 7', insertOf(element(8, 'a', Buffer.from([7])))],
  ['a binary of negative length', insertOf(element(5, 'a', Buffer.concat([int32(-2), Buffer.from([0])])))],
  ['code whose scope lies', insertOf(element(15, 'a', Buffer.concat([int32(30), text('x'), int32(900)])))],
  ['a regular expression without end', insertOf(element(11, 'a', Buffer.from('abc')))],
  ['an int cut off', insertOf(element(16, 'a', Buffer.from([1])))],
  ['garbage', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ['zeros', Buffer.alloc(64)],
  ['ones', Buffer.alloc(64, 0xff)],
]);
