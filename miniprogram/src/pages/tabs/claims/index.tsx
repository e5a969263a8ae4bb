import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Tabs } from '../../../components/action/Tabs';
import { Card } from '../../../components/display/Card';
import { Notice } from '../../../components/display/Notice';
import { Section } from '../../../components/display/Section';
import { Empty } from '../../../components/screen/Empty';
import { type ClaimTab, COUNTER_WORDS, countedTabs } from '../../../features/claims/claimWords';
import { OwnClaims } from '../../../features/claims/OwnClaims';
import { countOwnClaims, listRedemptionRequests } from '../../../features/claims/ownClaims.api';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { NextStep } from '../../../features/members/NextStep';
import { OfferList } from '../../../features/offers/OfferList';
import { faceOf } from '../../../features/offers/offerFace';
import { openPage, openTab } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
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
  const version = useVisits() + reads;
  const [tab, setTab] = useState<ClaimTab>('usable');
  const counts = useQuery(countOwnClaims, String(version));
  return (
    <>
      <Waiting version={version} />
      <Tabs label="券的状态" options={countedTabs(counts.data)} value={tab} onChange={setTab} />
      <OwnClaims tab={tab} faceOf={faceOf} version={version} onOpen={({ id }) => openPage(offerPages.claim, { id })} />
      {tab === 'usable' ? <Claimable version={version} /> : null}
    </>
  );
}

function Claimable({ version }: { version: number }) {
  return (
    <Section title="可领取">
      <OfferList claimable version={version} onOpen={({ id }) => openPage(offerPages.offer, { id })} />
      <Card flush>
        <Row id="open-offers" icon="ticket" title="全部优惠" onTap={() => openPage(offerPages.offers)} />
      </Card>
    </Section>
  );
}

/** Says that a counter waits for the tap that uses a claim. */
function Waiting({ version }: { version: number }) {
  const { data } = useQuery(listRedemptionRequests, String(version));
  const first = data?.items[0];
  if (!first) return null;
  const open = () => openPage(offerPages.confirm);
  return <Notice icon="clock" text={COUNTER_WORDS.waiting(first.claim.name)} action="去确认" onAction={open} />;
}
