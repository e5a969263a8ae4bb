/** JSON that no value of the language is written as: `1e309`, `-0`, a field that names a prototype. */
export class JsonText {
  constructor(readonly text: string) {}
}

const MARK = '@json:';
const MARKED = /"@json:(\d+)"/g;

/** A value as JSON, with every `JsonText` inside it as it stands. */
export function jsonOf(value: unknown): string {
  const texts: string[] = [];
  const marked = JSON.stringify(value, (_name, inner: unknown) =>
    inner instanceof JsonText ? `${MARK}${texts.push(inner.text) - 1}` : inner,
  );
  return (marked ?? 'null').replace(MARKED, (_whole, index: string) => texts[Number(index)] ?? '');
}
