import { encodeDocument } from '../../src/bson/encode';
import { type Doc, type Double, docOf } from '../../src/bson/values';
import { crc32c } from '../../src/server/wire/crc32c';
import { type OwnServer, startOwnServer } from './deployment';
import { bodySection, flagBits, message, OP_MSG, opMsg, RawClient, sequenceSection } from './raw-client';

const ping = () => docOf({ ping: 1, $db: 'admin' });
const isOk = (doc: Doc) => (doc.get('ok') as Double).value === 1;

function withChecksum(bytes: Buffer, change = 0): Buffer {
  const whole = Buffer.concat([bytes, Buffer.alloc(4)]);
  whole.writeInt32LE(whole.length, 0);
  whole.writeUInt32LE(1, 16);
  whole.writeUInt32LE((crc32c(whole.subarray(0, -4)) ^ change) >>> 0, whole.length - 4);
  return whole;
}

describe('the wire protocol', () => {
  let server: OwnServer;
  let client: RawClient;

  beforeAll(async () => {
    server = await startOwnServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    client = await RawClient.connect(server.port);
  });
  afterEach(() => client.close());

  /** The server must still answer others, and nothing may have been stored. */
  afterEach(async () => {
    const other = await RawClient.connect(server.port);
    expect(isOk(await other.run(ping()))).toBe(true);
    const listed = await other.run(docOf({ listDatabases: 1, $db: 'admin' }));
    expect((listed.get('databases') as Doc[]).map((each) => each.get('name'))).not.toContain('hostile');
    other.close();
  });

  it('knows the CRC-32C of the standard check string', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });

  it('answers commands sent together in their order', async () => {
    client.send(Buffer.concat([opMsg(ping(), 11), opMsg(docOf({ hello: 1, $db: 'admin' }), 12), opMsg(ping(), 13)]));
    const replies = [await client.next(), await client.next(), await client.next()];
    expect(replies.map((reply) => reply.responseTo)).toEqual([11, 12, 13]);
    expect(replies.every((reply) => isOk(reply.doc))).toBe(true);
  });

  it('reads a message that arrives byte by byte', async () => {
    for (const byte of opMsg(ping(), 5)) {
      client.send(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await client.next()).responseTo).toBe(5);
  });

  it('accepts a right checksum and refuses a wrong one', async () => {
    client.send(withChecksum(opMsg(ping())));
    expect(isOk((await client.next()).doc)).toBe(true);
    client.send(withChecksum(opMsg(ping()), 1));
    expect(isOk((await client.next()).doc)).toBe(false);
    await client.closed;
  });

  it('answers nothing to a message with moreToCome', async () => {
    client.send(opMsg(ping(), 21, 2));
    client.send(opMsg(ping(), 22));
    expect((await client.next()).responseTo).toBe(22);
  });

  it('tolerates exhaustAllowed and other optional flags, and refuses unknown required ones', async () => {
    client.send(opMsg(ping(), 1, 1 << 16));
    expect(isOk((await client.next()).doc)).toBe(true);
    client.send(opMsg(ping(), 1, 4));
    expect((await client.next()).doc.get('code')).toBe(223);
    await client.closed;
  });

  it('answers a legacy hello, and refuses any other OP_QUERY', async () => {
    const query = (command: Doc) =>
      message(
        2004,
        Buffer.concat([flagBits(0), Buffer.from('admin.$cmd\0'), Buffer.alloc(8), encodeDocument(command)]),
      );
    client.send(query(docOf({ isMaster: 1 })));
    const hello = await client.next();
    expect(hello.opCode).toBe(1);
    expect(hello.doc.get('ismaster')).toBe(true);
    client.send(query(docOf({ find: 'a' })));
    expect((await client.next()).doc.get('code')).toBe(352);
  });

  const insert = (...sections: Buffer[]) => message(OP_MSG, Buffer.concat([flagBits(0), ...sections]));
  const command = bodySection(docOf({ insert: 'a', $db: 'hostile' }));
  const document = encodeDocument(docOf({ _id: 1 }));
  const broken = Buffer.from(document);
  broken[4] = 0x42;

  it.each<[string, Buffer, number]>([
    ['without a body', insert(sequenceSection('documents', [document])), 40587],
    ['with two bodies', insert(command, command), 40430],
    ['with a section of unknown kind', insert(command, Buffer.from([7, 5, 0, 0, 0, 0])), 40432],
    [
      'with the same sequence twice',
      insert(command, sequenceSection('documents', [document]), sequenceSection('documents', [document])),
      40431,
    ],
    [
      'with a sequence that is also a field',
      insert(
        bodySection(docOf({ insert: 'a', documents: [], $db: 'hostile' })),
        sequenceSection('documents', [document]),
      ),
      40433,
    ],
    ['with a sequence of an unknown field', insert(command, sequenceSection('other', [document])), 40415],
    ['with a document of an unknown type', insert(command, sequenceSection('documents', [document, broken])), 22],
    [
      'with a document longer than its section',
      insert(command, sequenceSection('documents', [document.subarray(0, -1)])),
      22,
    ],
    ['with a body of negative length', insert(Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0])), 22],
    ['without $db', insert(bodySection(docOf({ ping: 1 }))), 40571],
    ['of an empty command', insert(bodySection(docOf({}))), 59],
  ])('answers a message %s by an error', async (_what, bytes, code) => {
    client.send(bytes);
    const { doc } = await client.next();
    expect(isOk(doc)).toBe(false);
    expect(doc.get('code')).toBe(code);
    expect(isOk(await client.run(ping()))).toBe(true);
  });

  it.each<[string, Buffer]>([
    ['OP_COMPRESSED', message(2012, Buffer.alloc(20))],
    ['an unknown opcode', message(4711, Buffer.alloc(20))],
    ['the removed OP_INSERT', message(2002, Buffer.alloc(20))],
    ['a length below the header', message(OP_MSG, Buffer.alloc(8), 1, 15)],
    ['a negative length', message(OP_MSG, Buffer.alloc(8), 1, -1)],
    ['a length above the limit', message(OP_MSG, Buffer.alloc(8), 1, 48_000_001)],
    ['an OP_MSG without flags', message(OP_MSG, Buffer.alloc(2))],
    ['an OP_QUERY without a name', message(2004, Buffer.alloc(4))],
  ])('closes the connection after %s', async (_what, bytes) => {
    client.send(bytes);
    await client.closed;
  });

  it('stops running commands for a client that reads no replies, and goes on when it does', async () => {
    const filler = 'x'.repeat(200_000);
    client.socket.pause();
    const commands = 300;
    for (let i = 0; i < commands; i++) client.send(opMsg(docOf({ ping: 1, comment: filler, $db: 'admin' }), i + 1));
    await new Promise((resolve) => setTimeout(resolve, 200));
    client.socket.resume();
    for (let i = 0; i < commands; i++) expect((await client.next()).responseTo).toBe(i + 1);
  });
});
