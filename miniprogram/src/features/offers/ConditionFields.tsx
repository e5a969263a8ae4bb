import { Switch } from '../../components/form/Check';
import { CheckGroup } from '../../components/form/CheckGroup';
import { type Option, PickerField } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import type { PartProps } from './OfferForm';
import { NONE } from './offerDraft';
import { SEGMENT_OPTIONS, TIER_OPTIONS } from './workOfferWords';

/** What an offer of one branch may refer to. */
export interface OfferChoices {
  merchants: readonly Option<string>[];
  groups: readonly Option<string>[];
  events: readonly Option<string>[];
}

/** Conditions of claiming; a prize comes with stamps and asks for nothing. */
export function ConditionFields({ groups, events, ...part }: PartProps & OfferChoices) {
  if (part.draft.kind === 'prize') return null;
  return (
    <>
      <PersonFields {...part} groups={groups} />
      <StampFields {...part} events={events} />
      <AssetFields {...part} />
    </>
  );
}

function PersonFields({ draft, change, fixed, groups }: PartProps & Pick<OfferChoices, 'groups'>) {
  return (
    <>
      {groups.length > 0 ? (
        <CheckGroup
          label="福利圈成员"
          hint="选一个或多个，加入其中一个就能领；不选就是人人可领"
          options={groups}
          values={draft.groupIds}
          disabled={fixed}
          onChange={(groupIds) => change({ groupIds })}
        />
      ) : null}
      <Switch
        label="要绑定手机号"
        checked={draft.phoneBound}
        disabled={fixed}
        onChange={(phoneBound) => change({ phoneBound })}
      />
      <Switch
        label="只给新会员"
        note="首次登录不满 30 天，注销后回来的不算"
        checked={draft.newMembersOnly}
        disabled={fixed}
        onChange={(newMembersOnly) => change({ newMembersOnly })}
      />
    </>
  );
}

function StampFields({ draft, change, fixed, events }: PartProps & Pick<OfferChoices, 'events'>) {
  if (events.length === 0) return null;
  return (
    <>
      <PickerField
        label="要在活动里集章"
        options={[{ value: NONE, text: '不要求' }, ...events]}
        value={draft.stampEventId}
        disabled={fixed}
        onChange={(stampEventId) => change({ stampEventId })}
      />
      {draft.stampEventId === NONE ? null : (
        <TextField
          label="集满几章"
          keyboard="number"
          disabled={fixed}
          value={draft.stampCount}
          onChange={(stampCount) => change({ stampCount })}
        />
      )}
    </>
  );
}

/** What the bank knows of a customer's assets. */
function AssetFields({ draft, change, fixed }: PartProps) {
  return (
    <>
      <CheckGroup
        label="资产层级"
        optional
        options={TIER_OPTIONS}
        values={draft.tiers}
        disabled={fixed}
        onChange={(tiers) => change({ tiers })}
      />
      <CheckGroup
        label="客户象限"
        optional
        hint={draft.kind === 'aum_threshold' ? '层级和象限都不选时，给 B 培育客户' : ''}
        options={SEGMENT_OPTIONS}
        values={draft.segments}
        disabled={fixed}
        onChange={(segments) => change({ segments })}
      />
      <TextField
        label="资产比上月增加（万元）"
        optional
        keyboard="digit"
        disabled={fixed}
        value={draft.aumRise}
        onChange={(aumRise) => change({ aumRise })}
      />
    </>
  );
}
