import type { Claim } from '@linzhang/shared/claims/claims.contract';
import { formatYuan } from '@linzhang/shared/kernel/money';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Result } from '../../../components/display/Result';
import { Empty } from '../../../components/screen/Empty';
import { Skeleton } from '../../../components/screen/Skeleton';
import { RedemptionQuestion } from '../../../features/claims/RedemptionQuestion';
import { useRedemptionRequests } from '../../../features/claims/useRedemptionRequests';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { goBack } from '../../../lib/navigation';
import { tabs } from '../../../paths';

const leave = () => goBack(tabs.claims);

/** Asks the customer to confirm that a claim is used now. */
export default function ConfirmPage() {
  return (
    <AccountScreen id="confirm-page" needs="consent">
      {() => <Confirmation />}
    </AccountScreen>
  );
}

function Confirmation() {
  const [used, setUsed] = useState<Claim>();
  const requests = useRedemptionRequests(used === undefined);
  if (used) return <Used claim={used} />;
  if (requests === undefined) return <Skeleton />;
  const [request] = requests;
  if (!request) return <Nothing />;
  return <RedemptionQuestion key={request.id} request={request} onConfirmed={setUsed} onLater={leave} />;
}

function Used({ claim }: { claim: Claim }) {
  const saved =
    claim.billFen !== null && claim.offFen !== null ? `省 ${formatYuan(claim.offFen)} 元` : claim.offer.name;
  return (
    <>
      <Result tone="jade" title="已使用" text={saved} />
      <Button id="done" onTap={leave}>
        完成
      </Button>
    </>
  );
}

function Nothing() {
  const step = (
    <Button kind="ghost" onTap={leave}>
      返回券包
    </Button>
  );
  const text = '店员输入您的券码后，这里会显示账单，请您在 60 秒内确认。超时了请店员再输入一次。';
  return <Empty icon="ticket" title="没有等待确认的券" text={text} step={step} />;
}
