import { Text, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { Notice } from '../../components/display/Notice';
import { QrCode } from '../../components/display/QrCode';
import { Loaded } from '../../components/screen/Loaded';
import { ApiError } from '../../lib/apiError';
import { clockOf } from '../../lib/dates';
import { groupsOfFour } from '../../lib/numbers';
import { useQuery } from '../../lib/useQuery';
import classes from './ComputerLogin.module.scss';
import { claimH5Login, startH5Login } from './employees.api';

const POLL_MS = 2000;

interface Login {
  code: string;
  secret: string;
  expiresAt: string;
}

/** Shows a one-use login code and waits until it is confirmed in the mini-program. */
export function ComputerLogin({ onToken }: { onToken: (token: string) => unknown }) {
  const login = useQuery(startH5Login);
  return (
    <Loaded query={login} blocks={2}>
      {(started) => <LoginCode key={started.code} login={started} onToken={onToken} onRenew={login.reload} />}
    </Loaded>
  );
}

type LoginCodeProps = { login: Login; onToken: (token: string) => unknown; onRenew: () => Promise<void> };

function LoginCode({ login, onToken, onRenew }: LoginCodeProps) {
  const over = useClaim(login, onToken);
  if (over) {
    return (
      <Card>
        <View className={classes.login}>
          <Text className={classes.title}>登录码已过期</Text>
          <Button id="renew-code" onTap={onRenew}>
            重新获取
          </Button>
        </View>
      </Card>
    );
  }
  return (
    <Card>
      <View className={classes.login}>
        <QrCode text={login.code} label={`登录码 ${login.code} 的二维码`} />
        <Text id="login-code" className={classes.code}>
          {groupsOfFour(login.code)}
        </Text>
        <Text
          className={classes.note}
        >{`请在 ${clockOf(login.expiresAt)} 前，打开小程序“工作台 - 电脑登录”扫码或输入`}</Text>
        <Notice tone="sky" icon="clock" text="正在等待确认，确认后自动进入" />
      </View>
    </Card>
  );
}

/** Asks every two seconds whether the login was confirmed; true once the code is over. */
function useClaim(login: Login, onToken: (token: string) => unknown): boolean {
  const [over, setOver] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one claim per login, whatever is drawn anew
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let ended = false;
    const ask = async () => {
      try {
        const claim = await claimH5Login({ body: { secret: login.secret } });
        if (ended) return;
        if (claim.outcome === 'signed_in') return void onToken(claim.token);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'login_code_invalid') return setOver(true);
      }
      if (!ended) timer = setTimeout(() => void ask(), POLL_MS);
    };
    timer = setTimeout(() => void ask(), POLL_MS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [login.secret]);
  return over;
}
