import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { useScanner } from '../../../components/scan/useScanner';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { ContactDesk, useContactDesk } from '../../../features/stamps/ContactDesk';
import { decoded } from '../../../lib/navigation';

/** Adding contacts at the bank's booth. */
export default function ContactPage() {
  const boothId = decoded(useRouter().params['boothId']);
  const [last, setLast] = useState<Parameters<typeof ContactDesk>[0]['last']>(null);
  const adding = useContactDesk(boothId, setLast);
  const scanner = useScanner('扫客户的集章码');
  const scan = async () => {
    const code = await scanner.scan();
    if (code) await adding.submit(code);
  };
  const footer = (
    <Button id="scan" size="big" icon="scan" busy={adding.busy} onTap={scan}>
      扫客户集章码
    </Button>
  );
  return (
    <WorkScreen id="contact-page" needs="openWork" footer={footer} overlay={scanner.sheet}>
      {() => <ContactDesk adding={adding} last={last} />}
    </WorkScreen>
  );
}
