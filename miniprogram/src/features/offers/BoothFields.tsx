import { CheckGroup } from '../../components/form/CheckGroup';
import { PickerField } from '../../components/form/PickerField';
import { Loaded } from '../../components/screen/Loaded';
import { useQuery } from '../../lib/useQuery';
import { listBoothsOf } from './boothChoices.api';
import type { OfferChoices } from './ConditionFields';
import type { PartProps } from './OfferForm';
import { NONE } from './offerDraft';

type BoothPart = Pick<PartProps, 'draft' | 'change'>;

/** Booths of an event where it can be used as well; a prize is handed out at the bank's own. */
export function BoothFields({ draft, change, events }: BoothPart & Pick<OfferChoices, 'events'>) {
  if (draft.kind === 'prize' || events.length === 0) return null;
  return (
    <>
      <PickerField
        label="也能在活动摊位用"
        options={[{ value: NONE, text: '不能' }, ...events]}
        value={draft.boothEventId}
        onChange={(boothEventId) => change({ boothEventId, boothIds: [] })}
      />
      {draft.boothEventId === NONE ? null : <BoothChoice key={draft.boothEventId} draft={draft} change={change} />}
    </>
  );
}

function BoothChoice({ draft, change }: BoothPart) {
  const booths = useQuery(() => listBoothsOf(draft.boothEventId), draft.boothEventId);
  // Those of other events, which this form does not show, stay.
  const elsewhere = (shown: readonly { value: string }[]) =>
    draft.boothIds.filter((id) => !shown.some(({ value }) => value === id));
  return (
    <Loaded query={booths}>
      {(options) => (
        <CheckGroup
          label="可用摊位"
          hint={options.length === 0 ? '这场活动还没有摊位' : '商户自己的摊位不用选'}
          options={options}
          values={draft.boothIds}
          onChange={(chosen) => change({ boothIds: [...elsewhere(options), ...chosen] })}
        />
      )}
    </Loaded>
  );
}
