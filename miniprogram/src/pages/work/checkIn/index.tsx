import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { useScanner } from '../../../components/scan/useScanner';
import { CheckInDesk, useCheckIn } from '../../../features/events/CheckInDesk';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';

/** Letting customers in at the entrance of an event. */
export default function CheckInPage() {
  const eventId = decoded(useRouter().params['eventId']);
  const [last, setLast] = useState<Parameters<typeof CheckInDesk>[0]['last']>(null);
  const checking = useCheckIn(eventId, setLast);
  const scanner = useScanner('扫客户的集章码');
  const scan = async () => {
    const code = await scanner.scan();
    if (code) await checking.submit(code);
  };
  const footer = (
    <Button id="scan" size="big" icon="scan" busy={checking.busy} onTap={scan}>
      扫码签到
    </Button>
  );
  return (
    <WorkScreen id="check-in-page" needs="openWork" footer={footer} overlay={scanner.sheet}>
      {() => <CheckInDesk checking={checking} last={last} />}
    </WorkScreen>
  );
}
