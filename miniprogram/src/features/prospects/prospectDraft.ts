import type { Industry } from '@linzhang/shared/branches/branches.rules';
import type { ChannelSource } from '@linzhang/shared/channels/channels.rules';
import { isMobile } from '@linzhang/shared/members/members.rules';
import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import type { ProspectKind } from '@linzhang/shared/prospects/prospects.rules';

/** A position on the map. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** Stands for none among the industries. */
export const NO_INDUSTRY = 'none';

/** What the form holds while it is filled in. */
export interface ProspectDraft {
  kind: ProspectKind;
  name: string;
  contactName: string;
  phone: string;
  industry: Industry | typeof NO_INDUSTRY;
  address: string;
  /** Where the address is, as far as the map said. */
  point: Point | null;
  source: ChannelSource | null;
  remark: string;
}

/** The draft of a prospect, or of a new one. */
export function draftOf(prospect: Prospect | null): ProspectDraft {
  return {
    kind: prospect?.kind ?? 'company',
    name: prospect?.name ?? '',
    contactName: prospect?.contactName ?? '',
    phone: '',
    industry: prospect?.industry ?? NO_INDUSTRY,
    address: prospect?.place?.address ?? '',
    point: prospect?.place?.point ?? null,
    source: prospect?.source ?? null,
    remark: prospect?.remark ?? '',
  };
}

/** The phone without what people put between its digits. */
function digitsOf(phone: string): string {
  return phone.replace(/[\s-]/g, '');
}

/** What is wrong with the number, and how to put it right; null where it may be sent. */
export function phoneFault(phone: string): string | null {
  const digits = digitsOf(phone);
  return digits === '' || isMobile(digits) ? null : '填 11 位手机号，不知道就留空';
}

/** What is sent of a draft; null while something is missing or wrong. */
export function fieldsOf(draft: ProspectDraft) {
  const { source, industry, point } = draft;
  const [name, address, contactName] = [draft.name.trim(), draft.address.trim(), draft.contactName.trim()];
  if (name === '' || source === null || phoneFault(draft.phone)) return null;
  return {
    name,
    contactName: contactName === '' ? null : contactName,
    industry: industry === NO_INDUSTRY ? null : industry,
    place: address === '' ? null : { address, point },
    source,
    remark: draft.remark.trim(),
  };
}

export type ProspectFields = NonNullable<ReturnType<typeof fieldsOf>>;

/** The number that is sent; null where none was typed. */
export function phoneOf({ phone }: ProspectDraft): string | null {
  return digitsOf(phone) || null;
}
