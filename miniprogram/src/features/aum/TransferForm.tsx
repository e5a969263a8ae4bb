import type { OwnerHolding } from '@linzhang/shared/aum/owners.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Progress } from '../../components/display/Progress';
import { Result } from '../../components/display/Result';
import { Check } from '../../components/form/Check';
import { Form } from '../../components/form/Form';
import { PickerField } from '../../components/form/PickerField';
import { TextField } from '../../components/form/TextField';
import { useConfirm } from '../../components/overlay/useConfirm';
import { countOf } from '../../lib/numbers';
import { receiverOptions } from './ownerWords';
import { type TransferDraft, useTransfer } from './useTransfer';

interface TransferFormProps {
  from: OwnerHolding;
  holdings: readonly OwnerHolding[];
  onDone: () => void;
}

/** Hands over what lies with somebody: to whom, what goes, why; then the step with its progress. */
export function TransferForm({ from, holdings, onDone }: TransferFormProps) {
  const [draft, setDraft] = useState<Draft>({
    toId: '',
    channels: from.channels > 0,
    reason: from.employee.left ? '离职移交' : '',
  });
  const { ask, dialog } = useConfirm();
  const reason = draft.reason.trim();
  const transfer = useTransfer({ ...draft, fromId: from.employee.id, reason });
  const to = holdings.find(({ employee }) => employee.id === draft.toId)?.employee;
  if (transfer.over && to)
    return <Outcome name={to.name} moved={transfer.moved} channels={transfer.channels} onDone={onDone} />;
  const question = {
    title: `移交给${to?.name ?? ''}？`,
    text: `${whatGoes(from, draft.channels)}会一起过去。客户会收到“客户经理有变化”的通知；已记的业绩不变。`,
    yes: '移交',
  };
  return (
    <Form>
      <Card id="transfer-from">
        <Facts facts={holdingFacts(from)} />
      </Card>
      <DraftFields
        from={from}
        holdings={holdings}
        draft={draft}
        fixed={transfer.begun}
        onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
      />
      {transfer.begun && from.members > 0 ? (
        <Progress
          share={transfer.moved / from.members}
          text={`已移交 ${countOf(transfer.moved)} / ${countOf(from.members)} 位客户`}
          tone="jade"
        />
      ) : null}
      <ErrorNotice error={transfer.error} />
      <Button
        id="transfer"
        disabled={!to || reason.length < 2}
        busy={transfer.busy}
        busyText="正在移交…"
        onTap={() => (transfer.begun ? transfer.run() : ask(question, () => void transfer.run()))}
      >
        {transfer.begun ? '接着移交' : '移交'}
      </Button>
      {dialog}
    </Form>
  );
}

type Draft = Pick<TransferDraft, 'toId' | 'channels' | 'reason'>;

interface DraftFieldsProps {
  from: OwnerHolding;
  holdings: readonly OwnerHolding[];
  draft: Draft;
  /** It has begun: what goes to whom stays as it is. */
  fixed: boolean;
  onChange: (part: Partial<Draft>) => void;
}

function DraftFields({ from, holdings, draft, fixed, onChange }: DraftFieldsProps) {
  return (
    <>
      <PickerField
        id="receiver"
        label="交给谁"
        options={receiverOptions(holdings, from.employee.id)}
        value={draft.toId || null}
        onChange={(toId) => onChange({ toId })}
        disabled={fixed}
      />
      {from.channels > 0 ? (
        <Check
          id="with-channels"
          label={`渠道码一起移交（${countOf(from.channels)} 个）`}
          note="以后扫码来的客户记在接手人名下，以前的不变"
          checked={draft.channels}
          onChange={(channels) => onChange({ channels })}
          disabled={fixed}
        />
      ) : null}
      <TextField
        id="transfer-reason"
        label="为什么移交"
        hint="至少 2 个字，记入操作记录"
        value={draft.reason}
        onChange={(reason) => onChange({ reason })}
        maxLength={100}
        disabled={fixed}
      />
      <Leads from={from} />
    </>
  );
}

function holdingFacts({ employee, members, leads, channels }: OwnerHolding): [string, string | null][] {
  return [
    ['移交人', `${employee.name}（${employee.number}）`],
    ['客户', `${countOf(members)} 位`],
    ['未结束的线索', leads > 0 ? `${countOf(leads)} 条` : null],
    ['渠道码', channels > 0 ? `${countOf(channels)} 个` : null],
  ];
}

function whatGoes({ members, channels: all }: OwnerHolding, channels: boolean): string {
  return `${countOf(members)} 位客户${channels ? `和 ${countOf(all)} 个渠道码` : ''}`;
}

/** What becomes of the leads. */
function Leads({ from }: { from: OwnerHolding }) {
  if (from.leads === 0) return null;
  return (
    <Notice
      tone="sky"
      icon="info"
      text="他维护的客户的线索随客户走。从公海领的线索，停用账号时回到网点线索，由您再分配。"
    />
  );
}

interface OutcomeProps {
  name: string;
  moved: number;
  channels: number;
  onDone: () => void;
}

function Outcome({ name, moved, channels, onDone }: OutcomeProps) {
  const also = channels > 0 ? `，渠道码 ${countOf(channels)} 个` : '';
  return (
    <>
      <Result tone="jade" title="移交好了" text={`${name}接手客户 ${countOf(moved)} 位${also}`} />
      <Button id="transfer-done" kind="ghost" onTap={onDone}>
        完成
      </Button>
    </>
  );
}
