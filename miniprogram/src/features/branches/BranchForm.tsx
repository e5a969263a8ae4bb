import type { Branch } from '@linzhang/shared/branches/branches.contract';
import type { Industry } from '@linzhang/shared/branches/branches.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { CheckGroup } from '../../components/form/CheckGroup';
import { Form } from '../../components/form/Form';
import { PlaceField } from '../../components/form/PlaceField';
import { draftOf, placeOf } from '../../components/form/placeDraft';
import { TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { createBranch, updateBranch } from './branches.api';
import { INDUSTRY_OPTIONS } from './industryWords';

/** Opens a branch, or changes one. */
export function BranchForm({ branch, onDone }: { branch: Branch | null; onDone: () => void }) {
  const [name, setName] = useState(branch?.name ?? '');
  const [draft, setDraft] = useState(draftOf(branch?.place ?? null));
  const [industries, setIndustries] = useState<Industry[]>(branch?.industries ?? []);
  const place = placeOf(draft);
  const save = useMutation(
    (fields: { name: string; place: NonNullable<typeof place>; industries: Industry[] }, requestId) => {
      if (!branch) return createBranch({ body: { ...fields, requestId } });
      return updateBranch({ params: { branchId: branch.id }, body: { ...fields, version: branch.version } });
    },
    onDone,
  );
  const ready = name.trim().length >= 2 && place !== null;
  return (
    <Form>
      <TextField id="branch-name" label="网点名称" value={name} onChange={setName} maxLength={30} />
      <PlaceField value={draft} onChange={setDraft} />
      <CheckGroup
        label="服务的行业"
        hint="公海线索按行业匹配时使用"
        options={INDUSTRY_OPTIONS}
        values={industries}
        onChange={setIndustries}
      />
      <ErrorNotice error={save.error} />
      <Button
        id="save-branch"
        disabled={!ready}
        busy={save.busy}
        onTap={() => place && save.submit({ name: name.trim(), place, industries })}
      >
        保存网点
      </Button>
    </Form>
  );
}
