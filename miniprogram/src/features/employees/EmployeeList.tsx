import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Tabs } from '../../components/action/Tabs';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { Tag } from '../../components/display/Tag';
import { SearchField } from '../../components/form/SearchField';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { usePages } from '../../lib/usePages';
import { listEmployees } from './employees.api';
import { rolesOf, STATUS_WORDS } from './employeeWords';

type Shown = Employee['status'] | 'all';

const STATUSES: readonly { value: Shown; text: string }[] = [
  { value: 'all', text: '全部' },
  { value: 'invited', text: '待激活' },
  { value: 'active', text: '在岗' },
  { value: 'disabled', text: '停用' },
];

interface EmployeeListProps {
  onOpen: (employee: Employee) => void;
  /** Changes when the list must be read again. */
  version: number;
}

/** Employees by number, with search and state. */
export function EmployeeList({ onOpen, version }: EmployeeListProps) {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<Shown>('all');
  const pages = usePages(
    (cursor) =>
      listEmployees({ query: { cursor, search: search || undefined, status: status === 'all' ? undefined : status } }),
    `${search}|${status}|${version}`,
  );
  const narrowed = search !== '' || status !== 'all';
  const empty = narrowed ? (
    <Empty icon="search" title="没有找到" text="没有符合条件的员工，换个词或状态试试。" />
  ) : (
    <Empty icon="people" title="还没有员工" text="点下方“添加员工”，再给他发一个激活码。" />
  );
  return (
    <>
      <SearchField label="搜索姓名或工号" onSearch={setSearch} />
      <Tabs label="状态" options={STATUSES} value={status} onChange={setStatus} />
      <PagedList pages={pages} keyOf={(employee) => employee.id} empty={empty}>
        {(employee) => <EmployeeRow employee={employee} onOpen={onOpen} />}
      </PagedList>
    </>
  );
}

function EmployeeRow({ employee, onOpen }: { employee: Employee; onOpen: (employee: Employee) => void }) {
  const { text, tone } = STATUS_WORDS[employee.status];
  // Whom one may do nothing with one cannot open either: an administrator, for a head.
  const isOwn = Object.values(employee.can).some(Boolean);
  return (
    <Card flush>
      <Row
        id={`employee-${employee.number}`}
        lead={<Initial name={employee.name} tone="sky" />}
        title={`${employee.name} · ${employee.number}`}
        note={[rolesOf(employee), employee.merchant?.name ?? employee.branch.name].join(' · ')}
        tail={<Tag text={text} tone={tone} />}
        {...(isOwn ? { onTap: () => onOpen(employee) } : {})}
      />
    </Card>
  );
}
