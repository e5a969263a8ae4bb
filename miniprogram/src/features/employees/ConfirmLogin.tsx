import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Result } from '../../components/display/Result';
import { Form } from '../../components/form/Form';
import { TextField } from '../../components/form/TextField';
import { useMutation } from '../../lib/useMutation';
import { confirmH5Login } from './employees.api';

const DIGITS = 8;
const digitsOf = (text: string) => text.replace(/\D/g, '').slice(0, DIGITS);

/** An employee confirms the login that a computer shows. */
export function ConfirmLogin() {
  const [code, setCode] = useState('');
  const [done, setDone] = useState(false);
  const confirm = useMutation(
    (typed: string) => confirmH5Login({ body: { code: typed } }),
    () => setDone(true),
  );
  const scan = async () => {
    const scanned = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null);
    if (scanned) setCode(digitsOf(scanned.result));
  };
  if (done) return <Result tone="jade" title="已确认" text="电脑会在几秒内自动登录" />;
  return (
    <Form>
      <Notice tone="amber" text="请确认电脑在您面前，并且是您自己要登录。不要替别人输入登录码。" />
      {process.env.TARO_ENV === 'weapp' ? (
        <Button kind="ghost" icon="scan" onTap={scan}>
          扫电脑上的二维码
        </Button>
      ) : null}
      <TextField
        id="login-code"
        label="登录码"
        hint="电脑上显示的 8 位数字，2 分钟内有效"
        keyboard="number"
        code
        value={code}
        onChange={(text) => setCode(digitsOf(text))}
        maxLength={9}
      />
      <ErrorNotice error={confirm.error} />
      <Button
        id="confirm-login"
        disabled={code.length !== DIGITS}
        busy={confirm.busy}
        onTap={() => confirm.submit(code)}
      >
        确认登录
      </Button>
    </Form>
  );
}
