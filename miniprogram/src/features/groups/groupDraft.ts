import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { DEFAULT_MEMBER_LIMIT, type GroupKind, MAX_MEMBER_LIMIT } from '@linzhang/shared/groups/groups.rules';
import type { PlaceDraft } from '../../components/form/PlaceField';
import { draftOf, placeOf } from '../../components/form/placeDraft';

/** No merchant: a choice of its own in the list. */
export const NO_MERCHANT = 'none';

/** A group as it is typed. */
export interface GroupDraft {
  name: string;
  kind: GroupKind;
  merchantId: string;
  managerIds: string[];
  industry: WorkGroup['industry'] | null;
  place: PlaceDraft;
  notice: string;
  welcome: string;
  memberLimit: string;
}

/** What the form starts with. */
export function draftOfGroup(group: WorkGroup | null): GroupDraft {
  return {
    name: group?.name ?? '',
    kind: group?.kind ?? 'merchant',
    merchantId: group?.merchant?.id ?? NO_MERCHANT,
    managerIds: group?.managers.map(({ id }) => id) ?? [],
    industry: group?.industry ?? null,
    place: draftOf(group?.place ?? null),
    notice: group?.notice ?? '',
    welcome: group?.welcome ?? '',
    memberLimit: String(group?.memberLimit ?? DEFAULT_MEMBER_LIMIT),
  };
}

/** What is sent; null while something that a draft needs is missing. */
export function fieldsOf(draft: GroupDraft) {
  const { kind, managerIds, industry, merchantId } = draft;
  const [name, place, memberLimit] = [draft.name.trim(), placeOf(draft.place), limitOf(draft.memberLimit)];
  if (name.length < 2 || !place || !industry || memberLimit === null) return null;
  return {
    kind,
    name,
    merchantId: merchantId === NO_MERCHANT ? null : merchantId,
    managerIds,
    industry,
    place,
    notice: draft.notice.trim(),
    welcome: draft.welcome.trim(),
    memberLimit,
  };
}

/** A number of members as it was typed; null for one that cannot be. */
export function limitOf(text: string): number | null {
  const limit = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return limit >= 1 && limit <= MAX_MEMBER_LIMIT ? limit : null;
}
