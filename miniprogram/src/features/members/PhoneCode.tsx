import { isMobile } from '@linzhang/shared/members/members.rules';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Notice } from '../../components/display/Notice';
import { TextField } from '../../components/form/TextField';
import { toast } from '../../lib/feedback';

interface PhoneCodeProps {
  busy: boolean;
  onCode: (code: string) => void;
}

/** Gets WeChat's phone code: its own button in weapp; in a demo build of h5 a typed number for the simulator. */
export function PhoneCode(props: PhoneCodeProps) {
  if (process.env.TARO_ENV === 'weapp') return <WechatPhoneButton {...props} />;
  if (BUILD_PERSONAS) return <SimulatedPhone {...props} />;
  return <Notice tone="sky" icon="info" text="请在微信里打开“邻章”小程序绑定手机号，这里暂不支持。" />;
}

function WechatPhoneButton({ busy, onCode }: PhoneCodeProps) {
  return (
    <Button
      id="wechat-phone"
      icon="phone"
      busy={busy}
      openType="getPhoneNumber"
      onPhoneNumber={({ code }) => (code ? onCode(code) : toast('没有取得手机号，您可以再点一次并选择“允许”'))}
    >
      用微信手机号绑定
    </Button>
  );
}

function SimulatedPhone({ busy, onCode }: PhoneCodeProps) {
  const [phone, setPhone] = useState('');
  return (
    <>
      <TextField
        id="demo-phone"
        label="手机号（演示）"
        hint="演示环境没有微信，请直接输入一个手机号"
        keyboard="number"
        maxLength={11}
        value={phone}
        onChange={setPhone}
      />
      <Button id="bind-phone" icon="phone" disabled={!isMobile(phone)} busy={busy} onTap={() => onCode(`sim:${phone}`)}>
        绑定这个手机号
      </Button>
    </>
  );
}
