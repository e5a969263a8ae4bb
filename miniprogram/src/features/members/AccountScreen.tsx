import type { Me } from '@linzhang/shared/members/members.contract';
import type { ReactNode } from 'react';
import { Button } from '../../components/action/Button';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { Screen } from '../../components/screen/Screen';
import { useAccount } from './account';
import { ConsentSheet } from './ConsentSheet';
import { askForConsent } from './consent';

interface AccountScreenProps {
  children: (me: Me) => ReactNode;
  /** What the page takes for granted: an ability, or just consent. Without it the page shows what is missing. */
  needs?: keyof Me['can'] | 'consent';
  /** A line of the page's own at the top; it also says it where there is no network. */
  banner?: ReactNode;
  footer?: ReactNode;
  overlay?: ReactNode;
  id?: string;
  onRefresh?: () => Promise<unknown>;
}

/** A page of the signed-in person: waits for the silent sign-in, asks for consent, refuses kindly. */
export function AccountScreen({ children, needs, banner, footer, overlay, id, onRefresh }: AccountScreenProps) {
  const account = useAccount();
  const allowed = account.data !== undefined && meets(account.data, needs);
  const sheets = (
    <>
      {overlay}
      <ConsentSheet />
    </>
  );
  return (
    <Screen
      id={id}
      banner={allowed ? banner : null}
      overlay={sheets}
      footer={allowed ? footer : null}
      onRefresh={onRefresh ?? account.reload}
    >
      <Loaded query={banner && account.data ? { ...account, error: null } : account}>
        {(me) => (meets(me, needs) ? children(me) : <Missing me={me} />)}
      </Loaded>
    </Screen>
  );
}

function meets(me: Me, needs: AccountScreenProps['needs']): boolean {
  if (needs === undefined) return true;
  return needs === 'consent' ? me.consented : me.can[needs];
}

function Missing({ me }: { me: Me }) {
  if (!me.consented) {
    const step = <Button onTap={askForConsent}>阅读并同意</Button>;
    return (
      <Empty
        icon="shield"
        title="请先同意服务条款"
        text="同意后才能使用这个页面。不同意也可以浏览其他内容。"
        step={step}
      />
    );
  }
  return <Empty icon="key" title="没有权限" text="这个页面只给负责这项工作的员工使用。需要时请联系网点主任。" />;
}
