import type { AssignablePerson } from '@linzhang/shared/events/runningEvents.contract';
import type { Booth, WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Form } from '../../components/form/Form';
import { MomentField } from '../../components/form/MomentField';
import { type Option, PickerField } from '../../components/form/PickerField';
import { Empty } from '../../components/screen/Empty';
import { useMutation } from '../../lib/useMutation';
import { type Duties, type DutyDraft, dutiesOf, newDuty, peopleFor, planOf } from './assignmentDraft';
import { setAssignments } from './workEvents.api';
import { dutyFaults } from './workEventWords';

interface AssignmentPlanProps {
  event: WorkEvent;
  people: readonly AssignablePerson[];
  onDone: (event: WorkEvent) => void;
}

/** Who works at which booth and when; saved as a whole. */
export function AssignmentPlan({ event, people, onDone }: AssignmentPlanProps) {
  const [plan, setPlan] = useState(() => planOf(event));
  const save = useMutation(
    (assignments: Duties) =>
      setAssignments({ params: { eventId: event.id }, body: { assignments, version: event.version } }),
    onDone,
  );
  const change = (next: DutyDraft[]) => {
    save.clearError();
    setPlan(next);
  };
  const wrong = dutyFaults(save.error?.details);
  const duties = dutiesOf(plan);
  if (event.booths.length === 0)
    return <Empty icon="people" title="还没有摊位" text="先在活动里添加摊位，再安排谁在哪个摊位。" />;
  return (
    <>
      {event.booths.map((booth) => (
        <BoothDuties
          key={booth.id}
          booth={booth}
          plan={plan}
          wrong={wrong}
          people={peopleFor(people, booth.merchant?.id ?? null)}
          onChange={change}
          onAdd={() => change([...plan, newDuty(event, booth.id)])}
        />
      ))}
      <ErrorNotice error={save.error} />
      <Button
        id="save-plan"
        disabled={duties === null}
        busy={save.busy}
        onTap={() => (duties ? save.submit(duties) : null)}
      >
        保存排班
      </Button>
    </>
  );
}

interface BoothDutiesProps {
  booth: Booth;
  plan: readonly DutyDraft[];
  wrong: ReadonlyMap<number, string>;
  people: readonly Option<string>[];
  onChange: (plan: DutyDraft[]) => void;
  onAdd: () => void;
}

function BoothDuties({ booth, plan, wrong, people, onChange, onAdd }: BoothDutiesProps) {
  const change = (index: number, part: Partial<DutyDraft>) =>
    onChange(plan.map((duty, at) => (at === index ? { ...duty, ...part } : duty)));
  const lines = plan.map((duty, index) => ({ duty, index })).filter(({ duty }) => duty.boothId === booth.id);
  return (
    <Section title={`${booth.number} 号 · ${booth.name}`} count={`${lines.length} 人次`}>
      {lines.map(({ duty, index }) => (
        <Card key={index}>
          <Form>
            <PickerField
              id={`duty-${index}`}
              label="人员"
              options={people}
              value={duty.employeeId || null}
              onChange={(employeeId) => change(index, { employeeId })}
            />
            <MomentField label="从" value={duty.from} onChange={(from) => change(index, { from })} />
            <MomentField label="到" value={duty.to} onChange={(to) => change(index, { to })} />
            {wrong.has(index) ? <Notice tone="seal" text={wrong.get(index) ?? ''} /> : null}
            <Button kind="quiet" size="small" icon="close" onTap={() => onChange(plan.filter((_, at) => at !== index))}>
              移除
            </Button>
          </Form>
        </Card>
      ))}
      <Button id={`add-duty-${booth.number}`} kind="ghost" size="small" icon="plus" onTap={onAdd}>
        加人
      </Button>
    </Section>
  );
}
