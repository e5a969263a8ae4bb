import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { EventFigures } from '../../../features/events/EventFigures';
import { getEventLive } from '../../../features/events/workEvents.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useRepeated } from '../../../lib/useRepeated';
import { workPages } from '../../../paths';

/** The figures of an event, read again while the page is looked at. */
export default function EventLivePage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="event-live-page" needs="openWork">
      {() => <Figures id={id} />}
    </WorkScreen>
  );
}

const EVERY_MS = 15_000;

function Figures({ id }: { id: string }) {
  const live = useQuery(() => getEventLive({ params: { eventId: id } }), id);
  const readAgain = async () => {
    await live.reload();
    return EVERY_MS;
  };
  useRepeated(readAgain, live.data !== undefined);
  return (
    <Loaded query={live}>
      {(data) => (
        <EventFigures
          live={data}
          onSignups={() => openPage(workPages.eventSignups, { id })}
          onStamps={() => openPage(workPages.eventStamps, { id })}
          onConflicts={() => openPage(workPages.inbox)}
        />
      )}
    </Loaded>
  );
}
