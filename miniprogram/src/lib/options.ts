/** What has an id and a name as something to choose. */
export function namedOptions(items: readonly { id: string; name: string }[]): { value: string; text: string }[] {
  return items.map(({ id, name }) => ({ value: id, text: name }));
}
