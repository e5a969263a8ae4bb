import type { Claim } from '@linzhang/shared/claims/claims.contract';
import type { Me } from '@linzhang/shared/members/members.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Card } from '../../../components/display/Card';
import { Facts } from '../../../components/display/Facts';
import { Notice } from '../../../components/display/Notice';
import { Prose } from '../../../components/display/Prose';
import { Result } from '../../../components/display/Result';
import { Loaded } from '../../../components/screen/Loaded';
import { ClaimCode } from '../../../features/claims/ClaimCode';
import { ClaimTicket } from '../../../features/claims/ClaimTicket';
import { COUNTER_WORDS, endedLine, isUsable, wasJustUsed } from '../../../features/claims/claimWords';
import { getOwnClaim } from '../../../features/claims/ownClaims.api';
import { useAtCounter } from '../../../features/claims/useRedemptionRequests';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { faceOf, termsLine } from '../../../features/offers/offerFace';
import { redeemCodesOf } from '../../../features/stamps/codeSources';
import { OwnCode } from '../../../features/stamps/OwnCode';
import { isFinalAnswer } from '../../../lib/apiError';
import { momentOf } from '../../../lib/dates';
import { decoded, openPage } from '../../../lib/navigation';
import { serverNow } from '../../../lib/serverTime';
import { useBrightScreen } from '../../../lib/useBrightScreen';
import { type Query, useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { offerPages } from '../../../paths';

/** One claim: shown at the counter by a rotating code, or by its own code and a tap. */
export default function ClaimPage() {
  const id = decoded(useRouter().params['id']);
  const [reads, setReads] = useState(0);
  return (
    <AccountScreen id="claim-page" needs="consent" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) => <ClaimOf id={id} me={me} reads={reads} />}
    </AccountScreen>
  );
}

function ClaimOf({ id, me, reads }: { id: string; me: Me; reads: number }) {
  const visits = useVisits();
  const claim = useQuery(() => getOwnClaim({ params: { claimId: id } }), `${id}|${visits}|${reads}`);
  // The codes are on the phone: the claim can be shown even where it cannot be read.
  if (claim.data === undefined && claim.error && !isFinalAnswer(claim.error))
    return <WithoutNetwork id={id} me={me} claim={claim} />;
  return (
    <Loaded query={claim}>
      {(shown) => (
        <>
          <ClaimTicket claim={shown} faceOf={faceOf} />
          {wasJustUsed(shown, serverNow()) ? <Result tone="jade" title="已使用" text={endedLine(shown)} /> : null}
          {isUsable(shown, serverNow()) ? <AtCounter claim={shown} me={me} onUsed={claim.reload} /> : null}
          <About claim={shown} />
        </>
      )}
    </Loaded>
  );
}

function WithoutNetwork({ id, me, claim }: { id: string; me: Me; claim: Query<Claim> }) {
  const again = () => void claim.reload();
  return (
    <>
      <Notice icon="offline" text={COUNTER_WORDS.withoutNetwork} action="重试" onAction={again} />
      <OwnCode source={redeemCodesOf(me.id)} name={me.nickname ?? '邻章会员'} number={me.number} />
      <ClaimCode claimId={id} />
    </>
  );
}

function AtCounter({ claim, me, onUsed }: { claim: Claim; me: Me; onUsed: () => Promise<void> }) {
  useBrightScreen();
  useAtCounter(claim.id, { onAsked: () => openPage(offerPages.confirm), look: onUsed });
  return (
    <>
      <OwnCode source={redeemCodesOf(me.id)} name={me.nickname ?? '邻章会员'} number={me.number} />
      <ClaimCode claimId={claim.id} />
    </>
  );
}

function About({ claim }: { claim: Claim }) {
  const { offer, merchant } = claim;
  return (
    <Card>
      <Facts
        facts={[
          ['优惠', termsLine(offer.terms)],
          ['在哪里用', merchant?.name ?? '银行摊位或网点'],
          ['领取时间', momentOf(claim.claimedAt)],
        ]}
      />
      {offer.intro ? <Prose text={offer.intro} /> : null}
    </Card>
  );
}
