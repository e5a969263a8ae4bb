import { Notice } from '../../../components/display/Notice';
import { Screen } from '../../../components/screen/Screen';
import { ComputerLogin } from '../../../features/employees/ComputerLogin';
import { enterWithToken } from '../../../features/members/account';
import { resumePage } from '../../../lib/navigation';
import { tabs } from '../../../paths';

/** An employee signs in on a computer; customers use the mini-program. */
export default function CodePage() {
  const enter = async (token: string) => {
    await enterWithToken(token);
    resumePage(tabs.me);
  };
  return (
    <Screen id="code-page">
      <ComputerLogin onToken={(token) => void enter(token)} />
      <Notice tone="sky" icon="info" text="电脑登录只给员工使用。客户请在微信里打开“邻章”小程序。" />
    </Screen>
  );
}
