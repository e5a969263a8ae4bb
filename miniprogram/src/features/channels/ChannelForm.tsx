import type { Channel, ChannelFields } from '@linzhang/shared/channels/channels.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Form } from '../../components/form/Form';
import { MomentField } from '../../components/form/MomentField';
import { PickerField } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import { namedOptions } from '../../lib/options';
import { useMutation } from '../../lib/useMutation';
import { type ChannelDraft, type ChannelStart, draftFaults, draftOf, fieldsOf, NO_BACKUP } from './channelDraft';
import { createChannel, updateChannel } from './channels.api';
import { PLACEMENT_OPTIONS, SOURCE_OPTIONS, TARGET_OPTIONS, TARGET_WORDS } from './channelWords';
import { ScheduleFields } from './ScheduleFields';
import type { TargetOptions } from './targets.api';

interface ChannelFormProps {
  /** What a new one leads to, where that is known already. */
  start?: ChannelStart | null;
  channel: Channel | null;
  targets: TargetOptions;
  backups: readonly { id: string; name: string }[];
  onDone: (channel: Channel) => void;
}

/** Makes a channel, or changes one; what a printed code leads to stays. */
export function ChannelForm({ channel, start = null, targets, backups, onDone }: ChannelFormProps) {
  const [draft, setDraft] = useState(() => draftOf(channel, start));
  const change = (part: Partial<ChannelDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = useMutation(
    (input: { fields: ChannelFields; target: Target }, requestId) => sendFields(channel, input, requestId),
    onDone,
  );
  const fields = fieldsOf(draft);
  const submit = () => fields && save.submit({ fields, target: { kind: draft.targetKind, id: draft.targetId } });
  return (
    <Form>
      <TextField
        id="channel-name"
        label="名称"
        hint="只有同事看得到，写清楚放在哪里"
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={30}
      />
      <TargetFields channel={channel} draft={draft} targets={targets} onChange={change} />
      <PlaceFields draft={draft} onChange={change} />
      <WhenFields draft={draft} onChange={change} />
      <LoadFields draft={draft} backups={backups} onChange={change} />
      <ErrorNotice error={save.error} />
      <Button id="save-channel" disabled={!fields} busy={save.busy} onTap={submit}>
        保存渠道码
      </Button>
    </Form>
  );
}

interface Target {
  kind: ChannelDraft['targetKind'];
  id: string;
}

interface PartProps {
  draft: ChannelDraft;
  onChange: (part: Partial<ChannelDraft>) => void;
}

function PlaceFields({ draft, onChange }: PartProps) {
  return (
    <>
      <PickerField
        id="placement"
        label="放在哪里"
        options={PLACEMENT_OPTIONS}
        value={draft.placement}
        onChange={(placement) => onChange({ placement })}
      />
      <PickerField
        label="客户来源"
        options={SOURCE_OPTIONS}
        value={draft.source}
        onChange={(source) => onChange({ source })}
      />
    </>
  );
}

/** From when to when the code counts, on which days. */
function WhenFields({ draft, onChange }: PartProps) {
  const faults = draftFaults(draft);
  return (
    <>
      <MomentField label="开始时间" optional value={draft.from} onChange={(from) => onChange({ from })} />
      <MomentField
        label="结束时间"
        optional
        value={draft.to}
        onChange={(to) => onChange({ to })}
        error={faults.to ?? null}
      />
      <ScheduleFields draft={draft} error={faults.closesAt ?? null} onChange={onChange} />
    </>
  );
}

/** How many customers a day the manager takes, and who takes the others. */
function LoadFields({ draft, backups, onChange }: PartProps & Pick<ChannelFormProps, 'backups'>) {
  const backupOptions = [{ value: NO_BACKUP, text: '不设备份' }, ...namedOptions(backups)];
  return (
    <>
      <TextField
        id="channel-cap"
        label="每日上限"
        optional
        hint="当天扫码超过这个人数后，新来的客户归备份经理"
        keyboard="number"
        value={draft.cap}
        onChange={(cap) => onChange({ cap })}
        maxLength={4}
        error={draftFaults(draft).cap ?? null}
      />
      <PickerField
        label="备份经理"
        optional
        options={backupOptions}
        value={draft.backupId}
        onChange={(backupId) => onChange({ backupId })}
      />
    </>
  );
}

interface TargetFieldsProps extends PartProps {
  channel: Channel | null;
  targets: TargetOptions;
}

function TargetFields({ channel, draft, targets, onChange }: TargetFieldsProps) {
  const options = channel ? [{ value: channel.target.id, text: channel.target.name }] : targets[draft.targetKind];
  const word = TARGET_WORDS[draft.targetKind];
  return (
    <>
      <PickerField
        id="target-kind"
        label="引向"
        options={TARGET_OPTIONS}
        value={draft.targetKind}
        onChange={(targetKind) => onChange({ targetKind, targetId: '' })}
        disabled={channel !== null}
      />
      <PickerField
        id="target"
        label={word}
        hint={options.length === 0 ? `还没有开放的${word}，请先开放一个` : '建好后不能再改，海报上的码一直引向它'}
        options={options}
        value={draft.targetId || null}
        onChange={(targetId) => onChange({ targetId })}
        disabled={channel !== null || options.length === 0}
      />
    </>
  );
}

function sendFields(
  channel: Channel | null,
  { fields, target }: { fields: ChannelFields; target: Target },
  requestId: string,
): Promise<Channel> {
  if (!channel) return createChannel({ body: { ...fields, target, requestId } });
  const { id, status, version } = channel;
  return updateChannel({ params: { channelId: id }, body: { ...fields, status, version } });
}
