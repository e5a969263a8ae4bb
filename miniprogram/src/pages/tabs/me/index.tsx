import type { Me } from '@linzhang/shared/members/members.contract';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { useConfirm } from '../../../components/overlay/useConfirm';
import { rolesOf } from '../../../features/employees/employeeWords';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { openSignIn, signOutHere } from '../../../features/members/account';
import { NextStep } from '../../../features/members/NextStep';
import { ProfileCard } from '../../../features/members/ProfileCard';
import { toastError } from '../../../lib/feedback';
import { openPage } from '../../../lib/navigation';
import { memberPages, workPages } from '../../../paths';

/** 我的: who one is here, and everything about the own account. */
export default function MePage() {
  const { ask, dialog } = useConfirm();
  const leave = () =>
    ask({ title: '退出登录？', text: '退出后需要重新登录才能使用。', yes: '退出登录' }, () =>
      signOutHere().catch(toastError),
    );
  return (
    <AccountScreen id="me" overlay={dialog}>
      {(me) => (
        <>
          <ProfileCard me={me} position={me.employee ? rolesOf(me.employee) : null} />
          <NextStep me={me} />
          <WorkEntry me={me} />
          <OwnEntries me={me} />
          {process.env.TARO_ENV === 'h5' ? (
            <Card flush>
              {BUILD_PERSONAS ? (
                <Row id="switch-persona" icon="people" title="换一个演示身份" onTap={openSignIn} />
              ) : null}
              <Row id="sign-out" icon="exit" title="退出登录" onTap={leave} />
            </Card>
          ) : null}
        </>
      )}
    </AccountScreen>
  );
}

function WorkEntry({ me }: { me: Me }) {
  if (!me.can.openWork || !me.employee) return null;
  const place = me.employee.merchant?.name ?? me.employee.branch.name;
  return (
    <Card flush>
      <Row
        id="open-work"
        icon="work"
        title="工作台"
        note={`${me.employee.name} · ${place}`}
        onTap={() => openPage(workPages.home)}
      />
    </Card>
  );
}

function OwnEntries({ me }: { me: Me }) {
  return (
    <Card flush>
      <Row id="open-tier" icon="bank" title="我的服务" onTap={() => openPage(memberPages.tier)} />
      <Row id="open-notices" icon="note" title="消息" onTap={() => openPage(memberPages.notices)} />
      <Row
        id="open-phone"
        icon="phone"
        title="手机号"
        value={me.phone ?? '未绑定'}
        onTap={() => openPage(memberPages.phone)}
      />
      <Row id="open-devices" icon="device" title="登录的设备" onTap={() => openPage(memberPages.devices)} />
      <Row id="open-privacy" icon="shield" title="隐私与我的数据" onTap={() => openPage(memberPages.privacy)} />
      {me.employee ? null : (
        <Row id="open-activation" icon="key" title="员工激活" onTap={() => openPage(memberPages.activation)} />
      )}
      <Row id="open-help" icon="help" title="帮助" onTap={() => openPage(memberPages.help)} />
      <Row id="open-about" icon="info" title="关于与条款" onTap={() => openPage(memberPages.about)} />
    </Card>
  );
}
