import type { Me } from '@linzhang/shared/members/members.contract';
import type { OwnAssignment } from '@linzhang/shared/stamps/scans.contract';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Loaded } from '../../../components/screen/Loaded';
import { useEmployeeId } from '../../../features/members/account';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { useKeptScans } from '../../../features/stamps/keptScans';
import { OfflineNotice } from '../../../features/stamps/QueueBanner';
import { ShiftList } from '../../../features/stamps/ShiftList';
import { useAssignments } from '../../../features/stamps/useAssignments';
import { openPage } from '../../../lib/navigation';
import { useOnline } from '../../../lib/network';
import { workPages } from '../../../paths';

/** The booths of today: choose one to stamp at, and prepare for no network. */
export default function ShiftPage() {
  const online = useOnline();
  const employeeId = useEmployeeId();
  const assignments = useAssignments(employeeId);
  const banner = online ? null : <OfflineNotice />;
  return (
    <WorkScreen id="shift-page" needs="openWork" banner={banner} onRefresh={assignments.reload}>
      {(me) => <Shift me={me} employeeId={employeeId} assignments={assignments} />}
    </WorkScreen>
  );
}

interface ShiftProps {
  me: Me;
  employeeId: string;
  assignments: ReturnType<typeof useAssignments>;
}

function Shift({ me, employeeId, assignments }: ShiftProps) {
  const waiting = useKeptScans(employeeId).length;
  const letsIn = me.employee?.roles.some((role) => role !== 'cashier') ?? false;
  const events = letsIn ? eventsOf(assignments.data?.items ?? []) : [];
  return (
    <>
      <Loaded query={assignments}>
        {({ items }) => (
          <ShiftList
            employeeId={employeeId}
            items={items}
            onScan={({ booth }) => openPage(workPages.scan, { boothId: booth.id })}
          />
        )}
      </Loaded>
      <Card flush>
        {events.map(({ id, name }) => (
          <Row
            key={id}
            id="open-check-in"
            icon="people"
            title="入场签到"
            note={name}
            onTap={() => openPage(workPages.checkIn, { eventId: id })}
          />
        ))}
        <Row
          id="open-queue"
          icon="offline"
          title="离线记录"
          value={waiting > 0 ? `${waiting} 条待上传` : ''}
          onTap={() => openPage(workPages.scanQueue)}
        />
        <Row id="open-redemptions" icon="ticket" title="今日核销" onTap={() => openPage(workPages.redemptions)} />
      </Card>
    </>
  );
}

/** The events of the assignments, each once. */
function eventsOf(items: readonly OwnAssignment[]): OwnAssignment['event'][] {
  return items
    .map(({ event }) => event)
    .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index);
}
