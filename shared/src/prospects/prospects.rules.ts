export const PROSPECT_KINDS = ['person', 'company'] as const;
export type ProspectKind = (typeof PROSPECT_KINDS)[number];

/** A prospect becomes a member by the phone, or is given up. */
export const PROSPECT_STATES = ['open', 'converted', 'dropped'] as const;
export type ProspectState = (typeof PROSPECT_STATES)[number];

const APART = /[\s\p{P}\p{S}]+/gu;

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(APART, '');
}

/**
 * The same for two entries of one name at one place, however they are typed; of a name without a place, null: two
 * people may be called the same. Example: `阳光 超市（江宁店）`, `江宁路1号` and `阳光超市(江宁店)`, `江宁路 1 号`.
 */
export function prospectKey(name: string, address: string | null): string | null {
  const place = address === null ? '' : plain(address);
  return place === '' ? null : `${plain(name)}@${place}`;
}
