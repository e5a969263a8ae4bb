import { isSealText } from '@linzhang/shared/events/events.rules';
import type { Booth, WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Seal } from '../../components/display/Seal';
import { Form } from '../../components/form/Form';
import { type Option, PickerField } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import classes from './BoothForm.module.scss';
import { countOf } from './eventDraft';
import { FaultList } from './FaultList';
import { addBooth, removeBooth, updateBooth } from './workEvents.api';
import { faultsIn } from './workEventWords';

interface BoothFormProps {
  event: WorkEvent;
  booth: Booth | null;
  merchants: readonly Option<string>[];
  offers: readonly Option<string>[];
  onDone: () => void;
}

const THE_BANK = { value: '', text: '银行自己的摊位' };
const NO_OFFER = { value: '', text: '不送' };

function draftOf(event: WorkEvent, booth: Booth | null) {
  const next = Math.max(0, ...event.booths.map(({ number }) => number)) + 1;
  return {
    number: String(booth?.number ?? next),
    name: booth?.name ?? '',
    sealText: booth?.sealText ?? '',
    merchantId: booth?.merchant?.id ?? '',
    task: booth?.task ?? '',
    spot: booth?.spot ?? '',
    offerId: booth?.offerId ?? '',
  };
}

type BoothDraft = ReturnType<typeof draftOf>;

function fieldsOf(draft: BoothDraft) {
  const number = countOf(draft.number);
  const [name, task, spot] = [draft.name.trim(), draft.task.trim(), draft.spot.trim()];
  const sealText = draft.sealText.trim();
  if (!number || name === '' || task === '' || !isSealText(sealText)) return null;
  return { number, name, sealText, task, spot, merchantId: draft.merchantId || null, offerId: draft.offerId || null };
}

type BoothFields = NonNullable<ReturnType<typeof fieldsOf>>;

/** Adds a booth, or changes one, with its seal as it will be stamped. */
export function BoothForm({ event, booth, merchants, offers, onDone }: BoothFormProps) {
  const [draft, setDraft] = useState(() => draftOf(event, booth));
  const change = (part: Partial<BoothDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = useMutation((fields: BoothFields, requestId) => sendFields(event, booth, fields, requestId), onDone);
  const fields = fieldsOf(draft);
  return (
    <Form>
      <SealField value={draft.sealText} onChange={(sealText) => change({ sealText })} angleKey={booth?.id} />
      <BoothFieldset
        draft={draft}
        onChange={change}
        merchants={merchants}
        ownerFixed={booth !== null && !event.can.updateCard}
      />
      <PickerField
        label="盖章时送的优惠"
        options={[NO_OFFER, ...offers]}
        value={draft.offerId}
        onChange={(offerId) => change({ offerId })}
      />
      <ErrorNotice error={save.error} />
      <FaultList title="要改好的地方" faults={faultsIn(save.error?.details)} event={event} />
      <Button
        id="save-booth"
        disabled={fields === null}
        busy={save.busy}
        onTap={() => (fields ? save.submit(fields) : null)}
      >
        保存摊位
      </Button>
      {booth && event.can.updateCard ? <RemoveButton event={event} booth={booth} onDone={onDone} /> : null}
    </Form>
  );
}

interface BoothFieldsetProps {
  draft: BoothDraft;
  onChange: (part: Partial<BoothDraft>) => void;
  merchants: readonly Option<string>[];
  /** Whose booth it is stays once the event is published. */
  ownerFixed: boolean;
}

function BoothFieldset({ draft, onChange, merchants, ownerFixed }: BoothFieldsetProps) {
  return (
    <>
      <TextField
        id="booth-number"
        label="摊位号"
        keyboard="number"
        value={draft.number}
        onChange={(number) => onChange({ number })}
        maxLength={3}
      />
      <TextField
        id="booth-name"
        label="摊位名称"
        value={draft.name}
        onChange={(name) => onChange({ name })}
        maxLength={20}
      />
      <PickerField
        id="booth-merchant"
        label="商户"
        options={[THE_BANK, ...merchants]}
        value={draft.merchantId}
        onChange={(merchantId) => onChange({ merchantId })}
        disabled={ownerFixed}
      />
      <TextField
        id="booth-task"
        label="做什么盖章"
        hint="比如 试吃一份、答对一题"
        value={draft.task}
        onChange={(task) => onChange({ task })}
        maxLength={40}
      />
      <TextField
        id="booth-spot"
        label="在哪里"
        optional
        hint="比如 入口右转第二家"
        value={draft.spot}
        onChange={(spot) => onChange({ spot })}
        maxLength={40}
      />
    </>
  );
}

interface SealFieldProps {
  value: string;
  onChange: (value: string) => void;
  angleKey: string | undefined;
}

/** The two characters and the seal that they make. */
function SealField({ value, onChange, angleKey }: SealFieldProps) {
  const text = value.trim();
  const good = isSealText(text);
  return (
    <>
      <View className={classes.preview}>
        <Seal
          text={good ? text : '二字'}
          size="big"
          earned={good}
          angleKey={angleKey ?? text}
          label={good ? `印章预览：${text}` : '印章预览：还没有两个字'}
        />
      </View>
      <TextField
        id="seal-text"
        label="印章"
        hint="两个字，比如 茶叶、水产"
        value={value}
        onChange={onChange}
        maxLength={4}
        error={text !== '' && !good ? '要正好两个字' : null}
      />
    </>
  );
}

function RemoveButton({ event, booth, onDone }: { event: WorkEvent; booth: Booth; onDone: () => void }) {
  const remove = useMutation(
    (_: null) => removeBooth({ params: { eventId: event.id, boothId: booth.id } }),
    () => onDone(),
  );
  return (
    <>
      <ErrorNotice error={remove.error} />
      <Button id="remove-booth" kind="danger" busy={remove.busy} onTap={() => remove.submit(null)}>
        删除摊位
      </Button>
    </>
  );
}

function sendFields(event: WorkEvent, booth: Booth | null, fields: BoothFields, requestId: string) {
  const eventId = event.id;
  if (!booth) return addBooth({ params: { eventId }, body: { ...fields, requestId } });
  return updateBooth({ params: { eventId, boothId: booth.id }, body: { ...fields, version: booth.version } });
}
