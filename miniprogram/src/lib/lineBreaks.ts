/** Whether a line is facts with dots between them, and no sentence. */
export function areFacts(line: string): boolean {
  return line.includes(' · ');
}

/** Facts in a line so that it breaks between them: behind their dots, and not between a number and its words. */
export function keptTogether(facts: string): string {
  return facts
    .replace(/ · /g, '\u00a0· ')
    .replace(/(\d) (?=[\u4e00-\u9fff])/g, '$1\u00a0')
    .replace(/([\u4e00-\u9fff]) (?=\d)/g, '$1\u00a0');
}
