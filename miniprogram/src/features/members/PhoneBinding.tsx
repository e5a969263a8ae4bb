import type { Me, PhoneOutcome } from '@linzhang/shared/members/members.contract';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Check } from '../../components/form/Check';
import { useMutation } from '../../lib/useMutation';
import { setMe } from './account';
import { BoundElsewhere } from './BoundElsewhere';
import { bindPhone } from './members.api';
import classes from './PhoneBinding.module.scss';
import { PhoneCode } from './PhoneCode';

interface Choice {
  code: string;
  marketing: boolean;
  matching: boolean;
}

/** Binds or changes the phone; the two other consents are asked here, unticked unless they were given before. */
export function PhoneBinding({ me, onDone }: { me: Me; onDone: () => void }) {
  const [marketing, setMarketing] = useState(me.consents.marketing !== null);
  const [matching, setMatching] = useState(me.consents.matching !== null);
  const [elsewhere, setElsewhere] = useState<Extract<PhoneOutcome, { outcome: 'bound_elsewhere' }> | null>(null);
  const bind = useMutation(
    (choice: Choice, requestId) => bindPhone({ body: { ...choice, requestId } }),
    (outcome) => {
      if (outcome.outcome === 'bound_elsewhere') return setElsewhere(outcome);
      setMe(outcome.me);
      onDone();
    },
  );
  if (elsewhere) return <BoundElsewhere found={elsewhere} onMoved={onDone} onOther={() => setElsewhere(null)} />;
  return (
    <View className={classes.binding}>
      <Card>
        <Text className={classes.title}>{me.phone ? `已绑定 ${me.phone}` : '绑定手机号'}</Text>
        <Text className={classes.text}>
          {me.phone
            ? '换了号码？重新绑定后，以新号码为准。'
            : '绑定后可以领取需要验证身份的优惠，换微信时也能找回您的章和券。'}
        </Text>
      </Card>
      <Card>
        <Check
          id="consent-marketing"
          label="接收优惠和活动消息"
          note="不勾选也能绑定；之后可随时在“隐私与我的数据”里改"
          checked={marketing}
          onChange={setMarketing}
        />
        <Check
          id="consent-matching"
          label="同意与本行客户资料匹配"
          note="用于核对客户层级和权益；不勾选则不会匹配"
          checked={matching}
          onChange={setMatching}
        />
      </Card>
      <ErrorNotice error={bind.error} />
      <PhoneCode busy={bind.busy} onCode={(code) => void bind.submit({ code, marketing, matching })} />
    </View>
  );
}
