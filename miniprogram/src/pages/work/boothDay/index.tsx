import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { BoothDay } from '../../../features/stamps/BoothDay';
import { UndoSheet } from '../../../features/stamps/UndoSheet';
import { toast } from '../../../lib/feedback';
import { decoded } from '../../../lib/navigation';

/** Counts of the day at a booth, and every own scan. */
export default function BoothDayPage() {
  const boothId = decoded(useRouter().params['boothId']);
  const [undoing, setUndoing] = useState<string | null>(null);
  const [undone, setUndone] = useState(0);
  const done = () => {
    setUndoing(null);
    setUndone((count) => count + 1);
    toast('已撤销，客户的集章卡同时更新');
  };
  const sheet = undoing ? <UndoSheet stampId={undoing} onDone={done} onClose={() => setUndoing(null)} /> : null;
  return (
    <WorkScreen id="booth-day-page" needs="openWork" overlay={sheet}>
      {() => <BoothDay boothId={boothId} version={undone} onUndo={setUndoing} />}
    </WorkScreen>
  );
}
