/** Most characters of a subscription message's values, by the kind of the field (`thing1` is of kind `thing`). */
const MOST_CHARACTERS: Readonly<Record<string, number>> = {
  thing: 20,
  phrase: 5,
  name: 10,
  phone_number: 17,
  character_string: 32,
};

/** The most characters the platform takes in a field; null where it states no limit. */
export function mostCharacters(field: string): number | null {
  return MOST_CHARACTERS[field.replace(/\d+$/, '')] ?? null;
}

/** Names and titles may be cut; half a number or code would be a wrong one. */
const MAY_BE_CUT = /^(thing|name|phrase)\d*$/;

/** A text cut to what the platform takes in a field, with `…` where a longer one was cut. */
export function fitField(field: string, text: string): string {
  const most = mostCharacters(field);
  const letters = [...text];
  if (most === null || letters.length <= most || !MAY_BE_CUT.test(field)) return text;
  return field.startsWith('thing') ? `${letters.slice(0, most - 1).join('')}…` : letters.slice(0, most).join('');
}
