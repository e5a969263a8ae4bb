import { INDUSTRIES, INDUSTRY_WORDS, type Industry } from '@linzhang/shared/branches/branches.rules';
import { MARKED_SOURCE_NAMES } from '@linzhang/shared/channels/channelNames.rules';
import { CHANNEL_SOURCES } from '@linzhang/shared/channels/channels.rules';
import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import type { ProspectKind } from '@linzhang/shared/prospects/prospects.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Chips } from '../../components/form/Chips';
import { Form } from '../../components/form/Form';
import { type Option, PickerField } from '../../components/form/PickerField';
import { TextAreaField, TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { AddressField } from './AddressField';
import {
  draftOf,
  fieldsOf,
  NO_INDUSTRY,
  type ProspectDraft,
  type ProspectFields,
  phoneFault,
  phoneOf,
} from './prospectDraft';
import { createProspect, updateProspect } from './prospects.api';
import { KIND_OPTIONS } from './prospectWords';

const INDUSTRY_OPTIONS: readonly Option<Industry | typeof NO_INDUSTRY>[] = [
  { value: NO_INDUSTRY, text: '不清楚' },
  ...INDUSTRIES.map((value) => ({ value, text: INDUSTRY_WORDS[value] })),
];

const SOURCE_OPTIONS = CHANNEL_SOURCES.map((value) => ({ value, text: MARKED_SOURCE_NAMES[value] }));

interface ProspectFormProps {
  prospect: Prospect | null;
  onDone: (prospect: Prospect) => void;
}

interface Input {
  fields: ProspectFields;
  kind: ProspectKind;
  phone: string | null;
}

/** Enters somebody who is not a customer yet, or changes what is known. */
export function ProspectForm({ prospect, onDone }: ProspectFormProps) {
  const [draft, setDraft] = useState(() => draftOf(prospect));
  const change = (part: Partial<ProspectDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = useMutation((input: Input, requestId) => sendFields(prospect, input, requestId), onDone);
  const fields = fieldsOf(draft);
  const submit = () => fields && save.submit({ fields, kind: draft.kind, phone: phoneOf(draft) });
  return (
    <Form>
      <WhoFields prospect={prospect} draft={draft} onChange={change} />
      <PickerField
        id="prospect-source"
        label="怎么来的"
        options={SOURCE_OPTIONS}
        value={draft.source}
        onChange={(source) => change({ source })}
      />
      <PickerField
        id="prospect-industry"
        label="行业"
        optional
        hint="网点服务的行业在公海里排前面"
        options={INDUSTRY_OPTIONS}
        value={draft.industry}
        onChange={(industry) => change({ industry })}
      />
      <AddressField draft={draft} onChange={change} />
      <TextAreaField
        id="prospect-remark"
        label="备注"
        optional
        value={draft.remark}
        onChange={(remark) => change({ remark })}
        maxLength={500}
      />
      <ErrorNotice error={save.error} />
      <Button id="save-prospect" disabled={!fields} busy={save.busy} onTap={submit}>
        {prospect ? '保存' : '登记'}
      </Button>
    </Form>
  );
}

interface WhoProps {
  prospect: Prospect | null;
  draft: ProspectDraft;
  onChange: (part: Partial<ProspectDraft>) => void;
}

/** Who it is; kind and phone stay as they were entered. */
function WhoFields({ prospect, draft, onChange }: WhoProps) {
  const company = draft.kind === 'company';
  return (
    <>
      {prospect ? null : (
        <Chips label="登记谁" options={KIND_OPTIONS} value={draft.kind} onChange={(kind) => onChange({ kind })} />
      )}
      <TextField
        id="prospect-name"
        label={company ? '企业或商户名称' : '姓名'}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        maxLength={60}
      />
      {company ? (
        <TextField
          id="prospect-contact"
          label="联系人"
          optional
          value={draft.contactName}
          onChange={(contactName) => onChange({ contactName })}
          maxLength={40}
        />
      ) : null}
      {prospect ? null : (
        <TextField
          id="prospect-phone"
          label="手机号"
          optional
          hint="对方绑定这个号码后会自动成为客户；同一号码只登记一次"
          keyboard="number"
          value={draft.phone}
          onChange={(phone) => onChange({ phone })}
          maxLength={13}
          error={phoneFault(draft.phone)}
        />
      )}
    </>
  );
}

function sendFields(prospect: Prospect | null, { fields, kind, phone }: Input, requestId: string): Promise<Prospect> {
  if (!prospect) return createProspect({ body: { ...fields, kind, phone, requestId } });
  const state = prospect.state === 'dropped' ? 'dropped' : 'open';
  return updateProspect({
    params: { prospectId: prospect.id },
    body: { ...fields, state, version: prospect.version },
  });
}
