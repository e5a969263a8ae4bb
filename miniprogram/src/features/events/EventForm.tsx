import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { CheckGroup } from '../../components/form/CheckGroup';
import { Form } from '../../components/form/Form';
import { MomentField } from '../../components/form/MomentField';
import { type Option, PickerField } from '../../components/form/PickerField';
import { PlaceField } from '../../components/form/PlaceField';
import { TextAreaField, TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { draftOf, type EventDraft, type EventFields, fieldsOf } from './eventDraft';
import { FaultList } from './FaultList';
import { RewardFields } from './RewardFields';
import { SignupFields } from './SignupFields';
import { createEvent, updateEvent } from './workEvents.api';
import { faultsIn } from './workEventWords';

/** What a branch's event may be made of. */
export interface EventChoices {
  groups: readonly Option<string>[];
  people: readonly Option<string>[];
  prizes: readonly Option<string>[];
}

interface EventFormProps extends EventChoices {
  event: WorkEvent | null;
  /** Where a new one starts: its branch, and who is proposed as organizer. */
  start: { branchId: string; organizerId: string };
  onDone: (event: WorkEvent) => void;
}

/** Adds an event, or changes one; booths and people follow on its page. */
export function EventForm({ event, start, onDone, ...choices }: EventFormProps) {
  const [draft, setDraft] = useState(() => draftOf(event, start));
  const change = (part: Partial<EventDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = useMutation((fields: EventFields, requestId) => sendFields(event, draft, fields, requestId), onDone);
  const fields = fieldsOf(draft);
  return (
    <Form>
      <MainFields draft={draft} onChange={change} choices={choices} />
      <TextField
        id="needed"
        label="集满需要几个章"
        hint="可以少于摊位数，比如 8 个摊位集满 5 个"
        keyboard="number"
        value={draft.needed}
        onChange={(needed) => change({ needed })}
        maxLength={2}
        disabled={event !== null && !event.can.updateCard}
      />
      <RewardFields
        rewards={draft.rewards}
        onChange={(rewards) => change({ rewards })}
        prizes={choices.prizes}
        fixed={event !== null && !event.can.updateCard}
      />
      <SignupFields value={draft.signup} onChange={(signup) => change({ signup })} />
      <ErrorNotice error={save.error} />
      <FaultList
        title="要改好的地方"
        faults={faultsIn(save.error?.details)}
        event={event ?? { booths: [], rewards: [] }}
      />
      <Button
        id="save-event"
        disabled={fields === null}
        busy={save.busy}
        onTap={() => (fields ? save.submit(fields) : null)}
      >
        保存活动
      </Button>
    </Form>
  );
}

interface MainFieldsProps {
  draft: EventDraft;
  onChange: (part: Partial<EventDraft>) => void;
  choices: EventChoices;
}

function MainFields({ draft, onChange, choices }: MainFieldsProps) {
  return (
    <>
      <TextField
        id="event-name"
        label="活动名称"
        hint="最多 20 个字，比如 阳光市集·逛摊集章"
        value={draft.name}
        onChange={(name) => onChange({ name })}
        maxLength={40}
      />
      <MomentField id="starts-at" label="开始" value={draft.startsAt} onChange={(startsAt) => onChange({ startsAt })} />
      <MomentField id="ends-at" label="结束" value={draft.endsAt} onChange={(endsAt) => onChange({ endsAt })} />
      <PlaceField value={draft.place} onChange={(place) => onChange({ place })} />
      <PickerField
        id="organizer"
        label="负责人"
        hint="看数据、排班、裁定盖章冲突"
        options={choices.people}
        value={draft.organizerId || null}
        onChange={(organizerId) => onChange({ organizerId })}
      />
      {choices.groups.length > 0 ? (
        <CheckGroup
          label="面向的福利圈"
          hint="开始前 2 天自动预告给圈里愿意收消息的客户"
          options={choices.groups}
          values={draft.groupIds}
          onChange={(groupIds) => onChange({ groupIds })}
        />
      ) : null}
      <Introduction draft={draft} onChange={onChange} />
    </>
  );
}

function Introduction({ draft, onChange }: Omit<MainFieldsProps, 'choices'>) {
  return (
    <>
      <TextAreaField
        id="intro"
        label="活动介绍"
        optional
        value={draft.intro}
        onChange={(intro) => onChange({ intro })}
        maxLength={500}
      />
      <TextField
        id="event-campaign"
        label="所属活动名称"
        optional
        hint="同名的优惠和活动一起统计费用和效果，客户看不到"
        value={draft.campaign}
        onChange={(campaign) => onChange({ campaign })}
        maxLength={20}
      />
    </>
  );
}

function sendFields(event: WorkEvent | null, { branchId }: EventDraft, fields: EventFields, requestId: string) {
  if (!event) return createEvent({ body: { ...fields, branchId, requestId } });
  return updateEvent({ params: { eventId: event.id }, body: { ...fields, version: event.version } });
}
