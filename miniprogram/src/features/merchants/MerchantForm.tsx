import type { Merchant } from '@linzhang/shared/merchants/merchants.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Switch } from '../../components/form/Check';
import { Form } from '../../components/form/Form';
import { type Option, PickerField } from '../../components/form/PickerField';
import { PlaceField } from '../../components/form/PlaceField';
import { draftOf, placeOf } from '../../components/form/placeDraft';
import { TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { createMerchant, updateMerchant } from './merchants.api';

type Industry = Merchant['industry'];

interface MerchantFormProps {
  merchant: Merchant | null;
  branches: readonly Option<string>[];
  industries: readonly Option<Industry>[];
  onDone: () => void;
}

interface Fields {
  name: string;
  branchId: string;
  place: Merchant['place'];
  industry: Industry;
  contact: string | null;
  status: Merchant['status'];
}

/** Adds a partner, or changes one. */
export function MerchantForm({ merchant, branches, industries, onDone }: MerchantFormProps) {
  const [name, setName] = useState(merchant?.name ?? '');
  const [branchId, setBranchId] = useState(merchant?.branch.id ?? branches[0]?.value ?? '');
  const [industry, setIndustry] = useState<Industry | null>(merchant?.industry ?? null);
  const [contact, setContact] = useState(merchant?.contact ?? '');
  const [draft, setDraft] = useState(draftOf(merchant?.place ?? null));
  const [ended, setEnded] = useState(merchant?.status === 'ended');
  const save = useMutation((fields: Fields, requestId) => sendFields(merchant, fields, requestId), onDone);
  const place = placeOf(draft);
  const ready = name.trim().length >= 2 && place !== null && industry !== null && branchId !== '';
  const submit = () => {
    if (!place || !industry) return null;
    const status = ended ? 'ended' : 'active';
    return save.submit({ name: name.trim(), branchId, place, industry, contact: contact.trim() || null, status });
  };
  return (
    <Form>
      <TextField id="merchant-name" label="商户名称" value={name} onChange={setName} maxLength={30} />
      <PickerField
        label="所属网点"
        options={branches}
        value={branchId}
        onChange={setBranchId}
        disabled={merchant !== null}
      />
      <PickerField id="industry" label="行业" options={industries} value={industry} onChange={setIndustry} />
      <TextField
        id="contact"
        label="联系人"
        optional
        hint="姓名和电话，只有员工看得到"
        value={contact}
        onChange={setContact}
        maxLength={60}
      />
      <PlaceField value={draft} onChange={setDraft} />
      {merchant ? (
        <Switch label="已结束合作" note="结束后不能再新建它的活动和优惠" checked={ended} onChange={setEnded} />
      ) : null}
      <ErrorNotice error={save.error} />
      <Button id="save-merchant" disabled={!ready} busy={save.busy} onTap={submit}>
        保存商户
      </Button>
    </Form>
  );
}

function sendFields(merchant: Merchant | null, { branchId, status, ...fields }: Fields, requestId: string) {
  if (!merchant) return createMerchant({ body: { ...fields, branchId, requestId } });
  return updateMerchant({
    params: { merchantId: merchant.id },
    body: { ...fields, status, version: merchant.version },
  });
}
