/** First letters by which a spreadsheet takes a cell for a formula or a command; those of full width too, as some read them. */
const STARTS_FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** A text that no spreadsheet runs: one that begins like a formula gets an apostrophe before it. */
export function safeCell(text: string): string {
  return STARTS_FORMULA.test(text) ? `'${text}` : text;
}

/** One line of a CSV file, ending included; each cell is quoted and made safe. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${safeCell(cell).replace(/"/g, '""')}"`).join(',')}\r\n`;
}
