import type { Me } from '@linzhang/shared/members/members.contract';
import { useRouter } from '@tarojs/taro';
import { FormInBranch } from '../../../features/branches/FormInBranch';
import { listEmployees } from '../../../features/employees/employees.api';
import { type EventChoices, EventForm } from '../../../features/events/EventForm';
import { listOffersOf } from '../../../features/events/offerChoices.api';
import { getWorkEvent } from '../../../features/events/workEvents.api';
import { listWorkGroups } from '../../../features/groups/workGroups.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded, goBack, replacePage } from '../../../lib/navigation';
import { namedOptions } from '../../../lib/options';
import { tabs, workPages } from '../../../paths';

/** Most that is listed to choose from; a branch has no more of either. */
const LIMIT = 100;

const readEvent = (eventId: string) => getWorkEvent({ params: { eventId } });

/** Groups, people and prizes of a branch. */
async function readChoices(branchId: string): Promise<EventChoices> {
  const [groups, employees, prizes] = await Promise.all([
    listWorkGroups({ query: { branchId, limit: LIMIT } }),
    listEmployees({ query: { branchId, limit: LIMIT } }),
    listOffersOf(branchId, 'prize'),
  ]);
  const people = employees.items.filter(({ status }) => status !== 'disabled');
  return {
    groups: namedOptions(groups.items.filter(({ status }) => status !== 'closed')),
    people: people.map(({ id, name, number }) => ({ value: id, text: `${name}（${number}）` })),
    prizes,
  };
}

/** Makes an event, or changes one. */
export default function EventFormPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="event-form-page" needs="manageEvents">
      {(me) => <Form id={id} me={me} />}
    </WorkScreen>
  );
}

function Form({ id, me }: { id: string; me: Me }) {
  const ownBranchId = me.employee?.branch.id ?? '';
  const done = (saved: { id: string }) => {
    toast('已保存');
    // A new one goes on with its booths and people; a change goes back to where it was begun.
    if (id) goBack(tabs.me);
    else replacePage(workPages.event, { id: saved.id });
  };
  return (
    <FormInBranch id={id} read={readEvent} ownBranchId={ownBranchId} readChoices={readChoices}>
      {({ subject, branchId, choices }) => {
        const start = { branchId, organizerId: branchId === ownBranchId ? (me.employee?.id ?? '') : '' };
        return <EventForm {...choices} event={subject} start={start} onDone={done} />;
      }}
    </FormInBranch>
  );
}
