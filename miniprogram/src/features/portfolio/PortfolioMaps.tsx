import { type ReactNode, useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { useQuery } from '../../lib/useQuery';
import { MemberList } from './MemberList';
import type { MemberChoice } from './memberQuery';
import { getPortfolioSummary } from './portfolio.api';
import { SegmentMap, TierMap } from './SummaryMaps';

const VIEWS = [
  { value: 'segments', text: '象限' },
  { value: 'tiers', text: '层级' },
  { value: 'list', text: '名单' },
] as const;
type View = (typeof VIEWS)[number]['value'];

interface PortfolioMapsProps {
  ownerId: string;
  version: number;
  onOpen: (memberId: string) => void;
  /** The step that brings the first customers. */
  step: ReactNode;
}

/** The customers of somebody: on the map, by tier, one by one. A tap on a number opens its list. */
export function PortfolioMaps({ ownerId, version, onOpen, step }: PortfolioMapsProps) {
  const [view, setView] = useState<View>('segments');
  const [picked, setPicked] = useState<Partial<MemberChoice>>({});
  const summary = useQuery(() => getPortfolioSummary({ query: { ownerId } }), `${ownerId}|${version}`);
  const look = (next: View) => {
    setPicked({});
    setView(next);
  };
  const pick = (choice: Partial<MemberChoice>) => {
    setPicked(choice);
    setView('list');
  };
  return (
    <>
      <Tabs label="怎么看" options={VIEWS} value={view} onChange={look} />
      {view === 'list' ? (
        <MemberList
          key={JSON.stringify(picked)}
          about={{ ownerId }}
          startWith={picked}
          withOwner={false}
          version={version}
          onOpen={onOpen}
        />
      ) : (
        <Loaded query={summary} blocks={4}>
          {(found) => {
            if (found.members === 0) return <Nobody step={step} />;
            return view === 'segments' ? (
              <SegmentMap summary={found} onPick={pick} />
            ) : (
              <TierMap summary={found} onPick={pick} />
            );
          }}
        </Loaded>
      )}
    </>
  );
}

function Nobody({ step }: { step: ReactNode }) {
  return (
    <Empty
      icon="people"
      title="还没有客户"
      text="客户扫您的渠道码绑定手机号，或主任按名单分配后，会按象限和层级显示在这里。"
      step={step}
    />
  );
}
