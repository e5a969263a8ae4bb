import { POSITION_NAMES } from '@linzhang/shared/employees/positionNames.rules';
import type { Me } from '@linzhang/shared/members/members.contract';
import { Row } from '../../../components/action/Row';
import { Tiles } from '../../../components/action/Tiles';
import { Card } from '../../../components/display/Card';
import { Initial } from '../../../components/display/Initial';
import { Section } from '../../../components/display/Section';
import { rolesOf } from '../../../features/employees/employeeWords';
import { getInbox } from '../../../features/inbox/inbox.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { type EntryGroup, groupsFor } from './entries';

/** 工作台: where each employee finds what the own roles allow, by what it is about. */
export default function WorkHomePage() {
  const visits = useVisits();
  return (
    <WorkScreen id="work-home" needs="openWork">
      {(me) => (
        <>
          <Who me={me} />
          {groupsFor(me).map((group) => (
            <Section key={group.title} title={group.title}>
              {group.entries.some(({ id }) => id === 'inbox') ? (
                <Counted group={group} visits={visits} />
              ) : (
                <Group group={group} />
              )}
            </Section>
          ))}
        </>
      )}
    </WorkScreen>
  );
}

/** Who works here as what: two lines, so that the tiles come soon. */
function Who({ me: { employee } }: { me: Me }) {
  if (!employee) return null;
  const { name, number, branch, merchant, position } = employee;
  return (
    <Card flush>
      <Row
        lead={<Initial name={name} />}
        title={`${name}（${number}）`}
        note={[...(merchant ? [merchant.name] : [branch.name, POSITION_NAMES[position]]), rolesOf(employee)].join(
          ' · ',
        )}
      />
    </Card>
  );
}

/** The same with how much waits; where that cannot be read, without. */
function Counted({ group, visits }: { group: EntryGroup; visits: number }) {
  const inbox = useQuery(getInbox, String(visits));
  return <Group group={group} waiting={inbox.data?.total ?? 0} />;
}

function Group({ group, waiting = 0 }: { group: EntryGroup; waiting?: number }) {
  return (
    <Tiles
      tiles={group.entries.map(({ id, icon, text, page }) => ({
        id,
        icon,
        text,
        ...(id === 'inbox' && waiting > 0 ? { count: waiting } : {}),
        onTap: () => openPage(page),
      }))}
    />
  );
}
