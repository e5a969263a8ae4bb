import type { EventStamp } from '@linzhang/shared/stamps/scans.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { EventStampList } from '../../../features/stamps/EventStampList';
import { VoidSheet } from '../../../features/stamps/VoidSheet';
import { toast } from '../../../lib/feedback';
import { decoded } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';

/** Every stamp of an event, with what a head voids. */
export default function EventStampsPage() {
  const id = decoded(useRouter().params['id']);
  const [open, setOpen] = useState<EventStamp | null>(null);
  const [changes, setChanges] = useState(0);
  const version = useVisits() + changes;
  const readAgain = () => setChanges((count) => count + 1);
  const done = () => {
    setOpen(null);
    readAgain();
    toast('已作废，客户的集章卡同时更新');
  };
  const overlay = open ? <VoidSheet stamp={open} onDone={done} onClose={() => setOpen(null)} /> : null;
  return (
    <AccountScreen id="event-stamps-page" needs="openWork" overlay={overlay} onRefresh={async () => readAgain()}>
      {() => <EventStampList eventId={id} version={version} onVoid={setOpen} />}
    </AccountScreen>
  );
}
