import type { ResponseBody } from '@linzhang/shared/kernel/contract';
import { addBusinessDays, businessDay } from '@linzhang/shared/kernel/time';
import { firstDayOf, lastDayOf, quarterBefore } from '@linzhang/shared/portfolio/quarters.rules';
import { SEGMENTS } from '@linzhang/shared/tiering/segment.rules';
import type { getTierTransitions as TransitionsContract } from '@linzhang/shared/tiering/tiering.contract';
import { TIERS } from '@linzhang/shared/tiering/tiers.rules';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Tabs } from '../../components/action/Tabs';
import { MatrixTable } from '../../components/chart/MatrixTable';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { PickerField } from '../../components/form/PickerField';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { countOf } from '../../lib/numbers';
import { useQuery } from '../../lib/useQuery';
import { thisQuarter } from './quarters';
import { SEGMENT_WORDS, TIER_WORDS } from './standingWords';
import classes from './TransitionMatrix.module.scss';
import { getTierTransitions } from './transitions.api';

type Transitions = ResponseBody<typeof TransitionsContract>;

const VIEWS = [
  { value: 'tiers', text: '层级' },
  { value: 'segments', text: '象限' },
] as const;
type View = (typeof VIEWS)[number]['value'];

const PERIODS = [
  { value: 'quarter', text: '本季至今' },
  { value: 'before', text: '上一季' },
  { value: 'half', text: '近半年' },
  { value: 'year', text: '近一年' },
] as const;
type Period = (typeof PERIODS)[number]['value'];

/** The days between which the matrix compares. */
function periodDays(period: Period, now = new Date()): { from: string; to: string } {
  const today = businessDay(now);
  if (period === 'half') return { from: addBusinessDays(today, -182), to: today };
  if (period === 'year') return { from: addBusinessDays(today, -365), to: today };
  if (period === 'quarter') return { from: firstDayOf(thisQuarter(now)), to: today };
  const before = quarterBefore(thisQuarter(now));
  return { from: firstDayOf(before), to: lastDayOf(before) };
}

/** The quarter that a period is; null for one that is none, whose members no list holds. */
function quarterOf(period: Period): string | null {
  if (period === 'quarter') return thisQuarter();
  return period === 'before' ? quarterBefore(thisQuarter()) : null;
}

interface TransitionMatrixProps {
  branchId: string;
  /** Opens the members who went from one tier to another within a quarter. */
  onOpen: (moved: { quarter: string; tierAtStart: string; tier: string }) => void;
}

/** From which tier to which, and from which segment to which, between two days. */
export function TransitionMatrix({ branchId, onOpen }: TransitionMatrixProps) {
  const [view, setView] = useState<View>('tiers');
  const [period, setPeriod] = useState<Period>('quarter');
  const found = useQuery(
    () => getTierTransitions({ query: { branchId, ...periodDays(period) } }),
    `${branchId}|${period}`,
  );
  const quarter = view === 'tiers' ? quarterOf(period) : null;
  const open = quarter
    ? (from: string, column: number) => onOpen({ quarter, tierAtStart: from, tier: TIERS[column] ?? from })
    : undefined;
  return (
    <>
      <Tabs label="看什么变化" options={VIEWS} value={view} onChange={setView} />
      <PickerField label="时段" options={PERIODS} value={period} onChange={setPeriod} />
      <Loaded query={found}>{(data) => <Matrix data={data} view={view} onOpen={open} />}</Loaded>
    </>
  );
}

const wordsOf = {
  tiers: { states: TIERS, name: (state: string) => TIER_WORDS[state as keyof typeof TIER_WORDS].name },
  segments: { states: SEGMENTS, name: (state: string) => SEGMENT_WORDS[state as keyof typeof SEGMENT_WORDS].name },
} as const;

interface MatrixProps {
  data: Transitions;
  view: View;
  onOpen: ((from: string, column: number) => void) | undefined;
}

function Matrix({ data, view, onOpen }: MatrixProps) {
  const { states, name } = wordsOf[view];
  const counted = data[view].reduce((sum, { count }) => sum + count, 0);
  if (counted === 0)
    return (
      <Empty
        icon="list"
        title="这段时间还没有可比的数据"
        text="期初和期末都有资产名单时，这里会显示客户从哪一层到了哪一层。"
      />
    );
  const columns = states.map(name);
  const rows = data[view].map(({ from, count, shares }) => ({
    id: from,
    label: name(from),
    note: `${countOf(count)} 人`,
    shares: count === 0 ? shares.map(() => null) : shares,
  }));
  return (
    <Section title={`${countOf(counted)} 位客户，从期初到期末`}>
      <Card>
        <MatrixTable
          label={view === 'tiers' ? '层级迁移' : '象限迁移'}
          corner="期初＼期末"
          columns={columns}
          rows={rows}
          onOpen={onOpen}
        />
      </Card>
      <Text className={classes.note}>
        {`每一行合计 100%，带框的一格是留在原处的客户${view === 'tiers' ? '，框右边的是升上去的' : ''}。${onOpen ? '点一格看名单。' : ''}`}
      </Text>
    </Section>
  );
}
