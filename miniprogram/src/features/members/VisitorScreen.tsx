import type { Me } from '@linzhang/shared/members/members.contract';
import type { ReactNode } from 'react';
import { Loaded } from '../../components/screen/Loaded';
import { Screen } from '../../components/screen/Screen';
import { useAccount } from './account';
import { ConsentSheet } from './ConsentSheet';

interface VisitorScreenProps {
  /** `me` is null for who is not signed in. */
  children: (me: Me | null) => ReactNode;
  footer?: (me: Me | null) => ReactNode;
  overlay?: ReactNode;
  id?: string;
  onRefresh?: () => Promise<unknown>;
}

/** A page that a stranger may open by a shared link: it shows what anybody may see, and more to who takes part. */
export function VisitorScreen({ children, footer, overlay, id, onRefresh }: VisitorScreenProps) {
  const account = useAccount();
  const stranger = account.data === undefined && account.error?.code === 'signed_out';
  const visitor = stranger ? { data: null, error: null, reload: account.reload } : account;
  const sheets = (
    <>
      {overlay}
      <ConsentSheet />
    </>
  );
  return (
    <Screen
      id={id}
      overlay={sheets}
      footer={visitor.data === undefined ? null : footer?.(visitor.data)}
      onRefresh={onRefresh ?? account.reload}
    >
      <Loaded<Me | null> query={visitor}>{(me) => children(me)}</Loaded>
    </Screen>
  );
}
