import type { ClaimsTab } from '@linzhang/shared/tabs/tabs.contract';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Tabs } from '../../../components/action/Tabs';
import { Card } from '../../../components/display/Card';
import { Notice } from '../../../components/display/Notice';
import { Section } from '../../../components/display/Section';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { type ClaimTab, COUNTER_WORDS, countedTabs } from '../../../features/claims/claimWords';
import { OwnClaims } from '../../../features/claims/OwnClaims';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { NextStep } from '../../../features/members/NextStep';
import { useTab } from '../../../features/members/useTab';
import { OfferList } from '../../../features/offers/OfferList';
import { faceOf } from '../../../features/offers/offerFace';
import { getClaimsTab } from '../../../features/tabs/tabs.api';
import { openPage, openTab } from '../../../lib/navigation';
import { offerPages, tabs } from '../../../paths';

/** 券包: what the member claimed and may use, and what can be claimed. */
export default function ClaimsPage() {
  const [reads, setReads] = useState(0);
  return (
    <AccountScreen id="claims" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) => (
        <>
          <NextStep me={me} />
          {me.consented ? <Wallet reads={reads} /> : <NotYet />}
        </>
      )}
    </AccountScreen>
  );
}

function NotYet() {
  const step = (
    <Button kind="ghost" onTap={() => openTab(tabs.groups)}>
      去福利圈看看
    </Button>
  );
  const text = '在福利圈领到的满减券、折扣和礼品会放在这里，到店出示就能用。';
  return <Empty icon="ticket" title="还没有券" text={text} step={step} />;
}

function Wallet({ reads }: { reads: number }) {
  const wallet = useTab(getClaimsTab, reads);
  const [tab, setTab] = useState<ClaimTab>('usable');
  const openClaim = ({ id }: { id: string }) => openPage(offerPages.claim, { id });
  return (
    <Loaded query={wallet} blocks={4}>
      {({ counts, waiting, usable, claimable }) => (
        <>
          <Waiting request={waiting} />
          <Tabs label="券的状态" options={countedTabs(counts)} value={tab} onChange={setTab} />
          <OwnClaims tab={tab} faceOf={faceOf} first={usable} version={wallet.version} onOpen={openClaim} />
          {tab === 'usable' ? <Claimable first={claimable} /> : null}
        </>
      )}
    </Loaded>
  );
}

function Claimable({ first }: { first: ClaimsTab['claimable'] }) {
  return (
    <Section title="可领取">
      <OfferList claimable first={first} onOpen={({ id }) => openPage(offerPages.offer, { id })} />
      <Card flush>
        <Row id="open-offers" icon="ticket" title="全部优惠" onTap={() => openPage(offerPages.offers)} />
      </Card>
    </Section>
  );
}

/** Says that a counter waits for the tap that uses a claim. */
function Waiting({ request }: { request: ClaimsTab['waiting'] }) {
  if (!request) return null;
  const open = () => openPage(offerPages.confirm);
  return <Notice icon="clock" text={COUNTER_WORDS.waiting(request.claim.name)} action="去确认" onAction={open} />;
}
