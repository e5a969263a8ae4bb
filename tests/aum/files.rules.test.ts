import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_UNPACKED_BYTES } from '@linzhang/shared/aum/aum.rules';
import { listRows } from '../../server/src/aum/listRows';
import { FileRefusal } from '../../server/src/sheets/fileRefusal';
import { sentFile } from '../../server/src/sheets/multipart';
import { SharedStrings } from '../../server/src/sheets/xlsxSheet';
import { type PackedPart, packed } from './packedFile';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linzhang-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(file: Buffer, format: 'csv' | 'xlsx' = 'xlsx') {
  const path = join(folder, 'list');
  await writeFile(path, file);
  try {
    const lines = [];
    for await (const line of listRows(path, format, '2026-11-22')) lines.push(line);
    return lines.map(({ number, row, faults }) => [number, row?.customerNo ?? faults.map(({ fault }) => fault)]);
  } catch (error) {
    if (error instanceof FileRefusal) return error.fault;
    throw error;
  }
}

const cell = (reference: string, text: string) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
const HEADINGS = `<row r="1">${cell('A1', '客户号')}${cell('B1', '日期')}${cell('D1', '存款')}</row>`;
const GOOD_ROW = `<row r="3">${cell('A3', 'C1')}<c r="B3"><v>46326</v></c><c r="D3"><v>1.5E2</v></c></row>`;
const sheet = (inner: string, before = ''): PackedPart => ({
  name: 'xl/worksheets/sheet1.xml',
  text: `<?xml version="1.0"?>${before}<worksheet><sheetData>${inner}</sheetData></worksheet>`,
});

describe('an .xlsx file', () => {
  it('is read with empty rows and columns left out, days as numbers, and prefixes of other programs', async () => {
    expect(await read(packed([sheet(HEADINGS + GOOD_ROW)]))).toEqual([[3, 'C1']]);
    const other = sheet(HEADINGS + GOOD_ROW);
    const text = other.text
      .replace(/<(\/?)(worksheet|sheetData|row|c|v|is|t)\b/g, '<$1x:$2')
      .replace('<x:worksheet', '<x:worksheet xmlns:x="x"');
    expect(await read(packed([{ ...other, text }]))).toEqual([[3, 'C1']]);
  });

  it('is read from the first sheet, wherever that lies', async () => {
    const parts = [
      {
        name: 'xl/workbook.xml',
        text: '<workbook><sheets><sheet name="a" r:id="r7"/><sheet name="b" r:id="r1"/></sheets></workbook>',
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        text: '<Relationships><Relationship Id="r7" Target="worksheets/other.xml"/></Relationships>',
      },
      sheet(''),
      { ...sheet(HEADINGS + GOOD_ROW), name: 'xl/worksheets/other.xml' },
    ];
    expect(await read(packed(parts))).toEqual([[3, 'C1']]);
  });

  it.each<[string, PackedPart[], string]>([
    ['claims to be larger than may be', [{ ...sheet(HEADINGS), claims: MAX_UNPACKED_BYTES + 1 }], 'too_large_unpacked'],
    ['is larger than it claims', [{ ...sheet(HEADINGS + GOOD_ROW), claims: 100 }], 'damaged'],
    ['defines entities', [sheet(HEADINGS, '<!DOCTYPE a [<!ENTITY b "c">]>')], 'damaged'],
    ['uses unknown entities', [sheet(`<row r="1">${cell('A1', '&b;')}</row>`)], 'damaged'],
    ['does not close what it opens', [sheet(`${HEADINGS}<row`)], 'damaged'],
    ['goes back to a row', [sheet(HEADINGS + HEADINGS)], 'damaged'],
    ['leaves out rows without end', [sheet(`${HEADINGS}<row r="1048576"></row>`)], 'damaged'],
    ['has a cell without end', [sheet(`<row r="1">${cell('A1', 'x'.repeat(50_000))}</row>`)], 'damaged'],
    ['has no sheet', [{ name: 'a.txt', text: 'b' }], 'not_a_list'],
  ])('that %s is refused', async (_what, parts, fault) => {
    expect(await read(packed(parts))).toBe(fault);
  });

  it('has at most so many texts, and so much of them', () => {
    const fill = (most: number, text: number) => {
      const strings = new SharedStrings(most, text);
      const on: Record<string, (event: never) => void> = {};
      const parser = {
        on: (name: string, work: (event: never) => void) => {
          on[name] = work;
        },
      };
      strings.attach(parser as never);
      for (let at = 0; at < 3; at += 1) {
        for (const name of ['si', 't']) on['opentag']?.({ name } as never);
        on['text']?.('abc' as never);
        for (const name of ['t', 'si']) on['closetag']?.({ name } as never);
      }
      return strings.all.length;
    };
    expect(fill(3, 9)).toBe(3);
    expect(() => fill(2, 9)).toThrow('too_large_unpacked');
    expect(() => fill(3, 8)).toThrow('too_large_unpacked');
  });
});

describe('a .csv file', () => {
  it('has its rows counted as the file has them, and lines of another length reported', async () => {
    const text = '\ufeff客户号,日期,存款\r\n\r\nC1,2026-10-31,1\r\nC2,2026-10-31\r\n"C3",2026-10-31,"1,000"\r\n';
    expect(await read(Buffer.from(text), 'csv')).toEqual([
      [3, 'C1'],
      [4, ['columns_differ']],
      [5, 'C3'],
    ]);
  });

  it.each([
    ['opens a quote and never closes it', '客户号,日期,存款\n"C1,2026', 'damaged'],
    ['has a line without end', `客户号,日期,存款\n${'x'.repeat(100_000)}`, 'damaged'],
    ['misses a column', '客户号,日期\nC1,2026-10-31', 'columns_missing'],
  ])('that %s is refused', async (_what, text, fault) => {
    expect(await read(Buffer.from(text), 'csv')).toBe(fault);
  });
});

describe('a form', () => {
  const form = Buffer.from(
    '--b1\r\nContent-Disposition: form-data; name="note"\r\n\r\nno file\r\n' +
      '--b1\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n' +
      'one\r\n--b\r\ntwo\r\n--b1--\r\n',
  );

  async function fileIn(body: Buffer, step: number, type = 'multipart/form-data; boundary=b1'): Promise<string> {
    async function* chunks() {
      for (let at = 0; at < body.length; at += step) yield body.subarray(at, at + step);
    }
    const found = [];
    for await (const chunk of sentFile(chunks(), type)) found.push(Buffer.from(chunk));
    return Buffer.concat(found).toString();
  }

  it.each([1, 2, 7, 1_000])('gives its file, however it comes in (%d bytes at a time)', async (step) => {
    expect(await fileIn(form, step)).toBe('one\r\n--b\r\ntwo');
  });

  it('without a file, or cut off, is refused', async () => {
    await expect(fileIn(form.subarray(0, 60), 7)).rejects.toThrow('file_missing');
    await expect(fileIn(form.subarray(0, form.length - 12), 7)).rejects.toThrow('file_missing');
  });

  it('is told by its type, and what is none is taken as it is', async () => {
    const quoted = 'Multipart/form-data; charset=utf-8; boundary="b1"';
    expect(await fileIn(form, 1_000, quoted)).toBe('one\r\n--b\r\ntwo');
    for (const type of ['text/csv', '', 'multipart/form-data'])
      expect(await fileIn(form, 7, type)).toBe(form.toString());
  });
});
