import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
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
  const open = (page: string) => () => openPage(page, { id });
  return (
    <Card flush>
      {can.watch ? <Row id="live" icon="list" title="看数据" onTap={open(workPages.eventLive)} /> : null}
      <Row id="preview" icon="person" title="看看客户眼里的样子" onTap={open(workPages.eventPreview)} />
      {isPublished && makesPosters ? (
        <Row
          id="poster"
          icon="scan"
          title="做渠道码和海报"
          onTap={() => openPage(workPages.channelForm, { event: id })}
        />
      ) : null}
      {can.copy ? <Row id="copy" icon="copy" title="复制成新活动" onTap={onCopy} /> : null}
      {can.end ? <Row id="end" icon="clock" title="提前结束" onTap={() => become('ended')} /> : null}
      {can.cancel ? <Row id="cancel" icon="close" title="取消活动" onTap={() => become('cancelled')} /> : null}
    </Card>
  );
}
