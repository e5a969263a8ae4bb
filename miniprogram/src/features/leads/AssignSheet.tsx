import type { BranchLeadDesk } from '@linzhang/shared/leads/branchLeads.contract';
import { MOST_ASSIGNED } from '@linzhang/shared/leads/leads.rules';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { TextField } from '../../components/form/TextField';
import { Icon } from '../../components/icon/Icon';
import { Sheet } from '../../components/overlay/Sheet';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { toast } from '../../lib/feedback';
import { countOf } from '../../lib/numbers';
import { useMutation } from '../../lib/useMutation';
import { useQuery } from '../../lib/useQuery';
import { assignLeads, getBranchLeadDesk } from './branchLeads.api';

/** Stands for whoever has most room. */
const ROOMIEST = 'roomiest';

interface AssignSheetProps {
  branchId: string;
  leadIds: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

interface Wish {
  leadIds: string[];
  employeeId: string | null;
  note: string | null;
}

/** Gives leads to one manager, or one after another to whoever has most room. */
export function AssignSheet({ branchId, leadIds, onClose, onDone }: AssignSheetProps) {
  const desk = useQuery(() => getBranchLeadDesk({ params: { branchId } }), branchId);
  const [to, setTo] = useState(ROOMIEST);
  const [note, setNote] = useState('');
  const assign = useMutation(
    (wish: Wish, requestId) => assignLeads({ body: { ...wish, requestId } }),
    ({ items }) => {
      toast(saidOf(items.map(({ employee }) => employee.name)));
      onDone();
    },
  );
  const send = () =>
    assign.submit({
      leadIds: leadIds.slice(0, MOST_ASSIGNED),
      employeeId: to === ROOMIEST ? null : to,
      note: note.trim() || null,
    });
  const footer = (
    <Button
      id="confirm-assign"
      disabled={!desk.data || desk.data.managers.length === 0}
      busy={assign.busy}
      onTap={send}
    >
      {`分配 ${leadIds.length} 条`}
    </Button>
  );
  return (
    <Sheet open title="分配给谁" onClose={onClose} footer={footer}>
      <Loaded query={desk} blocks={2}>
        {({ managers }) => (
          <>
            <Managers managers={managers} value={to} onChange={setTo} />
            <TextField id="assign-note" label="给接手人的话" optional value={note} onChange={setNote} maxLength={200} />
          </>
        )}
      </Loaded>
      <ErrorNotice error={assign.error} />
    </Sheet>
  );
}

interface ManagersProps {
  managers: BranchLeadDesk['managers'];
  value: string;
  onChange: (value: string) => void;
}

function Managers({ managers, value, onChange }: ManagersProps) {
  if (managers.length === 0)
    return <Empty icon="people" title="还没有客户经理" text="先在员工页给同事加上客户经理的角色，再来分配。" />;
  const chosen = (id: string) => (id === value ? <Icon name="check" size={20} label="已选" /> : null);
  return (
    <>
      <Card flush>
        <Row
          id="assign-roomiest"
          icon="people"
          title="按空余自动分配"
          note="谁空余最多给谁，一样多时给最久没分到的"
          tail={chosen(ROOMIEST)}
          onTap={() => onChange(ROOMIEST)}
        />
        {managers.map(({ employee, capacity, held }) => (
          <Row
            key={employee.id}
            id={`assign-${employee.id}`}
            title={employee.name}
            note={`手上 ${countOf(held)} 条，还能接 ${Math.max(0, capacity - held)} 位`}
            tail={chosen(employee.id)}
            onTap={() => onChange(employee.id)}
          />
        ))}
      </Card>
      <Text>分配的线索算在手上，不受领取上限限制。</Text>
    </>
  );
}

/** `已分给周敏`, `已分给周敏、陈立`. */
function saidOf(names: readonly string[]): string {
  return `已分给${[...new Set(names)].join('、')}`;
}
