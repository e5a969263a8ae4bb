import { useRouter } from '@tarojs/taro';
import { Notice } from '../../../components/display/Notice';
import { Loaded } from '../../../components/screen/Loaded';
import { EventBooths } from '../../../features/events/EventBooths';
import { EventHead } from '../../../features/events/EventHead';
import { previewEvent } from '../../../features/events/workEvents.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';

/** An event as a customer will see it. */
export default function EventPreviewPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="event-preview-page" needs="openWork">
      {() => <Preview id={id} />}
    </WorkScreen>
  );
}

function Preview({ id }: { id: string }) {
  const event = useQuery(() => previewEvent({ params: { eventId: id } }), id);
  return (
    <Loaded query={event}>
      {(shown) => (
        <>
          <Notice tone="sky" icon="info" text="这是客户看到的样子。集章卡和报名按钮会显示在上面。" />
          <EventHead event={shown} />
          <EventBooths booths={shown.booths} />
        </>
      )}
    </Loaded>
  );
}
