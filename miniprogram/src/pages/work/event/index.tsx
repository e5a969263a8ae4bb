import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { ErrorNotice } from '../../../components/display/ErrorNotice';
import { Loaded } from '../../../components/screen/Loaded';
import { CopySheet } from '../../../features/events/CopySheet';
import { FaultList } from '../../../features/events/FaultList';
import { useEventStatus } from '../../../features/events/useEventStatus';
import { WorkEventDetail } from '../../../features/events/WorkEventDetail';
import { getWorkEvent } from '../../../features/events/workEvents.api';
import { faultsIn } from '../../../features/events/workEventWords';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded, openPage, replacePage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** One event as its branch prepares and runs it. */
export default function WorkEventPage() {
  const id = decoded(useRouter().params['id']);
  const visits = useVisits();
  const event = useQuery(() => getWorkEvent({ params: { eventId: id } }), `${id}|${visits}`);
  const [copying, setCopying] = useState(false);
  const status = useEventStatus(event.data, (changed) => {
    event.setData(changed);
    toast('已更新');
  });
  const copied = (copy: WorkEvent) => replacePage(workPages.event, { id: copy.id });
  const publish = event.data?.can.publish ? (
    <Button id="publish" onTap={() => status.become('published')}>
      发布活动
    </Button>
  ) : null;
  const overlay = (
    <>
      {status.dialog}
      {copying && event.data ? (
        <CopySheet event={event.data} onClose={() => setCopying(false)} onDone={copied} />
      ) : null}
    </>
  );
  return (
    <WorkScreen id="work-event-page" needs="openWork" footer={publish} overlay={overlay} onRefresh={event.reload}>
      {(me) => (
        <Loaded query={event}>
          {(shown) => (
            <>
              <ErrorNotice error={status.error} />
              <FaultList title="还不能发布" faults={faultsIn(status.error?.details)} event={shown} />
              <WorkEventDetail event={shown} steps={stepsOf(id)} />
              <Actions
                event={shown}
                makesPosters={me.can.manageChannels}
                onCopy={() => setCopying(true)}
                become={status.become}
              />
            </>
          )}
        </Loaded>
      )}
    </WorkScreen>
  );
}

function stepsOf(id: string) {
  return {
    onEdit: () => openPage(workPages.eventForm, { id }),
    onAddBooth: () => openPage(workPages.eventBooth, { id }),
    onBooth: (booth: { id: string }) => openPage(workPages.eventBooth, { id, booth: booth.id }),
    onAssign: () => openPage(workPages.eventPeople, { id }),
  };
}

interface ActionsProps {
  event: WorkEvent;
  /** Who has channels of their own prints posters of them. */
  makesPosters: boolean;
  onCopy: () => void;
  become: (status: 'ended' | 'cancelled') => void;
}

function Actions({ event: { id, can, status }, makesPosters, onCopy, become }: ActionsProps) {
  const isPublished = status === 'published';
  return (
    <>
      {can.watch ? (
        <Button id="live" kind="ghost" icon="list" onTap={() => openPage(workPages.eventLive, { id })}>
          看数据
        </Button>
      ) : null}
      <Button id="preview" kind="ghost" icon="search" onTap={() => openPage(workPages.eventPreview, { id })}>
        预览客户页面
      </Button>
      {isPublished && makesPosters ? (
        <Button id="poster" kind="ghost" icon="scan" onTap={() => openPage(workPages.channelForm, { event: id })}>
          做渠道码和海报
        </Button>
      ) : null}
      {can.copy ? (
        <Button id="copy" kind="ghost" icon="copy" onTap={onCopy}>
          复制成新活动
        </Button>
      ) : null}
      {can.end ? (
        <Button id="end" kind="quiet" onTap={() => become('ended')}>
          提前结束
        </Button>
      ) : null}
      {can.cancel ? (
        <Button id="cancel" kind="danger" onTap={() => become('cancelled')}>
          取消活动
        </Button>
      ) : null}
    </>
  );
}
