import type { Me } from '@linzhang/shared/members/members.contract';
import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/action/Button';
import { Failure } from '../../../components/screen/Failure';
import { Loaded } from '../../../components/screen/Loaded';
import { Skeleton } from '../../../components/screen/Skeleton';
import { ArrivalCard } from '../../../features/channels/ArrivalCard';
import { type Reached, useArrival, type Way } from '../../../features/channels/useArrival';
import { firstStepOf } from '../../../features/members/takingPart';
import { VisitorScreen } from '../../../features/members/VisitorScreen';
import { decoded, openTab, replacePage } from '../../../lib/navigation';
import { eventPages, groupPages, offerPages, tabs } from '../../../paths';

const PAGES = { group: groupPages.group, event: eventPages.event, offer: offerPages.offer } as const;

const open = ({ kind, id }: Reached) => replacePage(PAGES[kind], { id });

/** Where a printed code and a share card open: it sends the visitor on to what they lead to. */
export default function ArrivalPage() {
  const { params } = useRouter();
  const way = { code: decoded(params['scene']), share: decoded(params['share']) };
  return (
    <VisitorScreen id="arrival-page">
      {(me) => <Coming key={me?.consented ? 'in' : 'out'} way={way} me={me} />}
    </VisitorScreen>
  );
}

function Coming({ way, me }: { way: Way; me: Me | null }) {
  const step = firstStepOf(me);
  const { preview, scan } = useArrival(way, step === null, open);
  if (!way.code && !way.share) return <Nothing />;
  if (scan.error) {
    const { data } = preview;
    return (
      <>
        <Failure error={scan.error} onRetry={() => scan.submit(way)} />
        <Button kind="ghost" onTap={() => (data ? open(data.target) : openTab(tabs.groups))}>
          {data ? '先进去看看' : '去福利圈'}
        </Button>
      </>
    );
  }
  if (!step) return <Skeleton blocks={2} />;
  return (
    <Loaded query={preview} blocks={1}>
      {(arrival) => (
        <>
          <ArrivalCard arrival={arrival} />
          <Button id="arrival-step" onTap={step.go}>
            {step.verb}
          </Button>
          {arrival ? (
            <Button id="look-first" kind="quiet" onTap={() => open(arrival.target)}>
              先看看
            </Button>
          ) : null}
        </>
      )}
    </Loaded>
  );
}

function Nothing() {
  return (
    <>
      <ArrivalCard arrival={null} />
      <Button onTap={() => openTab(tabs.groups)}>去福利圈</Button>
    </>
  );
}
