import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { GROUP_NAME_LIMIT, MAX_MANAGERS, NOTICE_LIMIT, WELCOME_LIMIT } from '@linzhang/shared/groups/groups.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { CheckGroup } from '../../components/form/CheckGroup';
import { Form } from '../../components/form/Form';
import { type Option, PickerField } from '../../components/form/PickerField';
import { PlaceField } from '../../components/form/PlaceField';
import { TextAreaField, TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { draftOfGroup, fieldsOf, type GroupDraft, limitOf, NO_MERCHANT } from './groupDraft';
import { KIND_OPTIONS } from './groupWords';
import { GroupFaults } from './WorkGroupDetail';
import { createGroup, updateGroup } from './workGroups.api';
import { faultsIn } from './workGroupWords';

type Industry = WorkGroup['industry'];

/** What a group of one branch may be made of. */
export interface GroupChoices {
  merchants: readonly Option<string>[];
  managers: readonly Option<string>[];
}

interface GroupFormProps extends GroupChoices {
  group: WorkGroup | null;
  branchId: string;
  industries: readonly Option<Industry>[];
  onDone: (group: WorkGroup) => void;
}

interface PartProps {
  draft: GroupDraft;
  change: (part: Partial<GroupDraft>) => void;
}

/** Makes a group, or changes one. */
export function GroupForm({ group, branchId, merchants, managers, industries, onDone }: GroupFormProps) {
  const [draft, setDraft] = useState(() => draftOfGroup(group));
  const change = (part: Partial<GroupDraft>) => setDraft((before) => ({ ...before, ...part }));
  const fields = fieldsOf(draft);
  const save = useMutation((input: NonNullable<typeof fields>, requestId) => {
    if (!group) return createGroup({ body: { ...input, branchId, requestId } });
    return updateGroup({ params: { groupId: group.id }, body: { ...input, version: group.version } });
  }, onDone);
  return (
    <Form>
      <WhatFields draft={draft} change={change} merchants={merchants} industries={industries} />
      <PeopleFields draft={draft} change={change} managers={managers} />
      <TextFields draft={draft} change={change} />
      <PlaceField value={draft.place} onChange={(place) => change({ place })} />
      <GroupFaults title="还不能保存" faults={faultsIn(save.error?.details)} />
      <ErrorNotice error={save.error} />
      <Button
        id="save-group"
        disabled={!fields || draft.managerIds.length > MAX_MANAGERS}
        busy={save.busy}
        onTap={() => fields && save.submit(fields)}
      >
        {group ? '保存' : '存为草稿'}
      </Button>
    </Form>
  );
}

interface WhatProps extends PartProps {
  merchants: readonly Option<string>[];
  industries: readonly Option<Industry>[];
}

function WhatFields({ draft, change, merchants, industries }: WhatProps) {
  return (
    <>
      <TextField
        id="group-name"
        label="福利圈名称"
        hint="会印在海报上，如“江宁支行 & 阳光菜市场福利圈”"
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={GROUP_NAME_LIMIT}
      />
      <PickerField
        id="group-kind"
        label="类型"
        options={KIND_OPTIONS}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
      />
      <PickerField
        id="group-merchant"
        label="商户"
        hint={draft.kind === 'merchant' ? '商户圈开放前要选好' : '没有合作商户可以不选'}
        options={[{ value: NO_MERCHANT, text: '不选商户' }, ...merchants]}
        value={draft.merchantId}
        onChange={(merchantId) => change({ merchantId })}
      />
      <PickerField
        id="industry"
        label="行业"
        options={industries}
        value={draft.industry}
        onChange={(industry) => change({ industry })}
      />
    </>
  );
}

function PeopleFields({ draft, change, managers }: PartProps & { managers: readonly Option<string>[] }) {
  const tooMany = draft.managerIds.length > MAX_MANAGERS;
  const wrongLimit = limitOf(draft.memberLimit) === null;
  return (
    <>
      <CheckGroup
        label="客户经理"
        hint={managers.length === 0 ? '本网点还没有客户经理，请先在“员工”里添加' : '成员能看到他们的姓名和工作电话'}
        error={tooMany ? `最多选 ${MAX_MANAGERS} 位` : null}
        options={managers}
        values={draft.managerIds}
        onChange={(managerIds) => change({ managerIds })}
      />
      <TextField
        id="member-limit"
        label="人数上限"
        keyboard="number"
        value={draft.memberLimit}
        onChange={(memberLimit) => change({ memberLimit })}
        maxLength={6}
        error={wrongLimit ? '请填 1 到 100000 的整数' : null}
      />
    </>
  );
}

function TextFields({ draft, change }: PartProps) {
  return (
    <>
      <TextAreaField
        id="group-notice"
        label="公告"
        hint="客户加入前看到，写清这个圈子有什么、怎么参加"
        value={draft.notice}
        onChange={(notice) => change({ notice })}
        maxLength={NOTICE_LIMIT}
      />
      <TextAreaField
        id="group-welcome"
        label="欢迎语"
        hint="客户加入后第一眼看到"
        value={draft.welcome}
        onChange={(welcome) => change({ welcome })}
        maxLength={WELCOME_LIMIT}
      />
    </>
  );
}
