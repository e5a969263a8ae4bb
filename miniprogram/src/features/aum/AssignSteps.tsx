import { type ReactNode, useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Facts } from '../../components/display/Facts';
import { Progress } from '../../components/display/Progress';
import { Result } from '../../components/display/Result';
import { Section } from '../../components/display/Section';
import { TextField } from '../../components/form/TextField';
import { countOf } from '../../lib/numbers';
import { type AssignAnswer, REFUSAL_WORDS } from './ownerWords';
import { type AssignRow, useAssigning } from './useAssigning';

interface AssignStepsProps {
  branchId: string;
  rows: readonly AssignRow[];
  /** How a customer who was refused is called. */
  nameOf: (row: AssignAnswer['refused'][number]) => string;
  /** A verb and its object: 给王敏. */
  verb: string;
  onDone: () => void;
  /** What stands above and below until it is done. */
  above?: ReactNode;
  below?: ReactNode;
}

/** The reason, the step itself with its progress, and what it did. */
export function AssignSteps({ branchId, rows, nameOf, verb, onDone, above, below }: AssignStepsProps) {
  const [reason, setReason] = useState('');
  const { busy, error, done, outcome, run } = useAssigning(branchId, rows, reason.trim());
  if (outcome) return <Outcome outcome={outcome} nameOf={nameOf} onDone={onDone} />;
  const begun = busy || done > 0;
  return (
    <>
      {above}
      <TextField
        id="assign-reason"
        label="为什么分配"
        hint="至少 2 个字，记入操作记录"
        value={reason}
        onChange={setReason}
        maxLength={100}
        disabled={begun}
      />
      {begun ? (
        <Progress
          share={done / rows.length}
          text={`已分配 ${countOf(done)} / ${countOf(rows.length)} 位`}
          tone="jade"
        />
      ) : null}
      <ErrorNotice error={error} />
      <Button id="assign" disabled={reason.trim().length < 2} busy={busy} busyText="正在分配…" onTap={run}>
        {done > 0 ? '接着分配' : `${verb} ${countOf(rows.length)} 位客户`}
      </Button>
      {below}
    </>
  );
}

interface OutcomeProps {
  outcome: AssignAnswer;
  nameOf: AssignStepsProps['nameOf'];
  onDone: () => void;
}

/** Refused customers that are named; the rest is counted. */
const MOST_NAMED = 50;

function Outcome({ outcome, nameOf, onDone }: OutcomeProps) {
  const { assigned, kept, unchanged, refused } = outcome;
  const facts: [string, string | null][] = [
    ['换了维护人', `${countOf(assigned)} 位`],
    ['还不是会员', kept > 0 ? `${countOf(kept)} 位，绑定手机号后自动归到名下` : null],
    ['原来就是', unchanged > 0 ? `${countOf(unchanged)} 位` : null],
    ['没有分配', refused.length > 0 ? `${countOf(refused.length)} 位` : null],
  ];
  return (
    <>
      <Result tone={refused.length > 0 ? 'amber' : 'jade'} icon="check" title="分配好了" />
      <Card id="assign-outcome">
        <Facts facts={facts} />
      </Card>
      {refused.length > 0 ? (
        <Section title="没有分配的" count={countOf(refused.length)}>
          <Card>
            <Facts facts={refused.slice(0, MOST_NAMED).map((row) => [nameOf(row), REFUSAL_WORDS[row.because]])} />
          </Card>
        </Section>
      ) : null}
      <Button id="assign-done" kind="ghost" onTap={onDone}>
        完成
      </Button>
    </>
  );
}
