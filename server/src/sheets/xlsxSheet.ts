import { SaxesParser } from 'saxes';
import { FileRefusal } from './fileRefusal';

/** Text of one cell beyond which a file is not a list; the format itself ends at 32,767. */
const MOST_CELL = 40_000;
/** Columns that are looked at. */
const MOST_COLUMNS = 100;

/** Tag without the prefix that some programs put before it. */
function plain(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The part that holds the first sheet. */
export function sheetTarget(workbook: string, relations: string): string {
  const first = attributesOf(workbook, 'sheet')[0];
  const id = Object.entries(first ?? {}).find(([name]) => plain(name) === 'id')?.[1];
  const target = attributesOf(relations, 'Relationship').find((each) => each['Id'] === id)?.['Target'];
  if (target === undefined) return 'xl/worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

function attributesOf(xml: string, tag: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new FileRefusal('damaged');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (plain(name) === tag) found.push(attributes as Record<string, string>);
  });
  if (xml !== '') parser.write(xml).close();
  return found;
}

/** The texts that a sheet's cells refer to by number. Readings beside a text (phonetics) are left out. */
export class SharedStrings {
  readonly all: string[] = [];
  private text = '';
  private open = false;
  private beside = 0;
  private size = 0;

  constructor(
    private readonly mostStrings: number,
    private readonly mostText: number,
  ) {}

  attach(parser: SaxesParser): void {
    parser.on('opentag', ({ name }) => this.opened(plain(name)));
    parser.on('closetag', ({ name }) => this.closed(plain(name)));
    parser.on('text', (text) => {
      if (this.open && this.beside === 0) this.text += text;
      if (this.text.length > MOST_CELL) throw new FileRefusal('damaged');
    });
  }

  private opened(tag: string): void {
    if (tag === 'si') this.text = '';
    else if (tag === 't') this.open = true;
    else if (tag === 'rPh') this.beside += 1;
  }

  private closed(tag: string): void {
    if (tag === 't') this.open = false;
    else if (tag === 'rPh') this.beside -= 1;
    else if (tag === 'si') this.keep();
  }

  private keep(): void {
    this.size += this.text.length;
    if (this.all.length >= this.mostStrings || this.size > this.mostText) throw new FileRefusal('too_large_unpacked');
    this.all.push(this.text);
  }
}

/** Collects the rows of a sheet while it is parsed. */
export class SheetReader {
  private rows: string[][] = [];
  private row: string[] = [];
  private number = 0;
  private column = 0;
  private type = '';
  private text = '';
  private open = false;

  constructor(private readonly strings: readonly string[]) {}

  attach(parser: SaxesParser): void {
    parser.on('opentag', ({ name, attributes }) => this.opened(plain(name), attributes as Record<string, string>));
    parser.on('closetag', ({ name }) => this.closed(plain(name)));
    parser.on('text', (text) => {
      if (this.open) this.text += text;
      if (this.text.length > MOST_CELL) throw new FileRefusal('damaged');
    });
  }

  /** The rows since the last call, in their order; rows that the sheet leaves out are empty. */
  take(): string[][] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  private opened(tag: string, attributes: Record<string, string>): void {
    if (tag === 'row') this.beginRow(Number(attributes['r'] ?? this.number + 1));
    else if (tag === 'c') {
      this.column = attributes['r'] === undefined ? this.column + 1 : columnOf(attributes['r']);
      this.type = attributes['t'] ?? 'n';
      this.text = '';
    } else if (tag === 'v' || tag === 't') this.open = true;
  }

  private beginRow(number: number): void {
    if (!Number.isSafeInteger(number) || number <= this.number || number > this.number + 10_000)
      throw new FileRefusal('damaged');
    while (this.number < number - 1) {
      this.rows.push([]);
      this.number += 1;
    }
    [this.number, this.row, this.column] = [number, [], 0];
  }

  private closed(tag: string): void {
    if (tag === 'v' || tag === 't') this.open = false;
    else if (tag === 'c') this.keepCell();
    else if (tag === 'row') this.rows.push(this.row);
  }

  private value(): string {
    if (this.type === 's') return this.strings[Number(this.text)] ?? '';
    // A long number may be written as 1.38E10.
    return this.type === 'n' && /E/i.test(this.text) ? String(Number(this.text)) : this.text;
  }

  private keepCell(): void {
    if (this.text === '' || this.column > MOST_COLUMNS) return;
    while (this.row.length < this.column - 1) this.row.push('');
    this.row[this.column - 1] = this.value();
  }
}

/** `AB12` -> 28. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column;
}
