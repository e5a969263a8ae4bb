import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { PickerField } from '../../../components/form/PickerField';
import { Loaded } from '../../../components/screen/Loaded';
import { listBranches } from '../../../features/branches/branches.api';
import { listEmployees } from '../../../features/employees/employees.api';
import { type EventChoices, EventForm } from '../../../features/events/EventForm';
import { listOffersOf } from '../../../features/events/offerChoices.api';
import { getWorkEvent } from '../../../features/events/workEvents.api';
import { listWorkGroups } from '../../../features/groups/workGroups.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded, goBack, replacePage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { tabs, workPages } from '../../../paths';

/** Most that is listed to choose from; a branch has no more of either. */
const LIMIT = 100;

async function readForm(id: string) {
  const [event, branches] = await Promise.all([id ? getWorkEvent({ params: { eventId: id } }) : null, listBranches()]);
  return { event, branches: branches.items.map((branch) => ({ value: branch.id, text: branch.name })) };
}

/** Groups, people and prizes of a branch. */
async function readChoices(branchId: string): Promise<EventChoices> {
  const [groups, employees, prizes] = await Promise.all([
    listWorkGroups({ query: { branchId, limit: LIMIT } }),
    listEmployees({ query: { branchId, limit: LIMIT } }),
    listOffersOf(branchId, 'prize'),
  ]);
  const people = employees.items.filter(({ status }) => status !== 'disabled');
  return {
    groups: groups.items.filter(({ status }) => status !== 'closed').map(({ id, name }) => ({ value: id, text: name })),
    people: people.map(({ id, name, number }) => ({ value: id, text: `${name}（${number}）` })),
    prizes,
  };
}

/** Makes an event, or changes one. */
export default function EventFormPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="event-form-page" needs="manageEvents">
      {(me) => <Start id={id} ownBranchId={me.employee?.branch.id ?? ''} ownId={me.employee?.id ?? ''} />}
    </WorkScreen>
  );
}

function Start({ id, ownBranchId, ownId }: { id: string; ownBranchId: string; ownId: string }) {
  const form = useQuery(() => readForm(id), id);
  const [chosen, setChosen] = useState(ownBranchId);
  return (
    <Loaded query={form}>
      {({ event, branches }) => {
        const branchId = event?.branch.id ?? chosen;
        const start = { branchId, organizerId: branchId === ownBranchId ? ownId : '' };
        return (
          <>
            {branches.length > 1 ? (
              <PickerField
                label="所属网点"
                options={branches}
                value={branchId}
                onChange={setChosen}
                disabled={event !== null}
              />
            ) : null}
            <OfBranch key={branchId} event={event} start={start} />
          </>
        );
      }}
    </Loaded>
  );
}

interface OfBranchProps {
  event: WorkEvent | null;
  start: { branchId: string; organizerId: string };
}

function OfBranch({ event, start }: OfBranchProps) {
  const choices = useQuery(() => readChoices(start.branchId), start.branchId);
  const done = ({ id }: WorkEvent) => {
    toast('已保存');
    // A new one goes on with its booths and people; a change goes back to where it was begun.
    if (event) goBack(tabs.me);
    else replacePage(workPages.event, { id });
  };
  return (
    <Loaded query={choices}>{(found) => <EventForm {...found} event={event} start={start} onDone={done} />}</Loaded>
  );
}
