import type { Lead } from '@linzhang/shared/leads/leads.contract';
import { Text } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Figure } from '../../components/display/Figure';
import { Chips } from '../../components/form/Chips';
import { Sheet } from '../../components/overlay/Sheet';
import { copy } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { revealLeadPhone } from './leads.api';
import { nameOf } from './leadWords';

/** What a number is looked at for; each look is recorded with it. */
const PURPOSES = ['电话联系', '预约见面', '活动通知', '到期提醒'].map((text) => ({ value: text, text }));

interface CallSheetProps {
  /** Whom to call; of a lead just this much. */
  lead: Pick<Lead, 'subject' | 'phone'>;
  onClose: () => void;
  /** The call is over, or is about to begin. */
  onCalled: () => void;
}

/** Shows the whole number after a purpose was chosen, and calls it. */
export function CallSheet({ lead, onClose, onCalled }: CallSheetProps) {
  const [purpose, setPurpose] = useState('电话联系');
  const [phone, setPhone] = useState<string | null>(null);
  const reveal = useMutation(
    (why: string, requestId) => revealLeadPhone(lead.subject, why, requestId),
    (answer) => setPhone(answer.phone),
  );
  const call = async (number: string) => {
    await Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined);
    onCalled();
  };
  const footer = phone ? (
    <>
      <Button kind="ghost" icon="copy" onTap={() => copy(phone, '号码已复制')}>
        复制
      </Button>
      <Button id="call-now" icon="phone" onTap={() => call(phone)}>
        拨打
      </Button>
    </>
  ) : (
    <Button id="reveal-phone" busy={reveal.busy} onTap={() => reveal.submit(purpose)}>
      查看号码
    </Button>
  );
  return (
    <Sheet open title={`联系${nameOf(lead)}`} onClose={onClose} footer={footer}>
      {phone ? (
        <Figure value={spaced(phone)} caption="只用于这次联系，请不要另存" />
      ) : (
        <>
          <Text>{`${lead.phone ?? ''} 查看完整号码会留下记录，每天最多 30 次。`}</Text>
          <Chips label="用来做什么" options={PURPOSES} value={purpose} onChange={setPurpose} />
        </>
      )}
      <ErrorNotice error={reveal.error} />
    </Sheet>
  );
}

/** `138 0000 1234`, as numbers are read out. */
function spaced(phone: string): string {
  return phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');
}
