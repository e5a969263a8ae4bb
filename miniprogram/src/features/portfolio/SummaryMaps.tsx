import type { PortfolioSummary } from '@linzhang/shared/portfolio/portfolio.contract';
import { Text, View } from '@tarojs/components';
import { Row } from '../../components/action/Row';
import { Bars } from '../../components/chart/Bars';
import { Quadrant } from '../../components/chart/Quadrant';
import { StackBar } from '../../components/chart/StackBar';
import { Card } from '../../components/display/Card';
import { Figure } from '../../components/display/Figure';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { dayOf } from '../../lib/dates';
import { countOf, wanOf } from '../../lib/numbers';
import { changeOf } from './figureWords';
import type { MemberChoice } from './memberQuery';
import classes from './SummaryMaps.module.scss';
import { SEGMENT_WORDS, SEGMENTS_ON_MAP, TIER_WORDS, TIERS_DOWN, tierLine } from './standingWords';

interface MapProps {
  summary: PortfolioSummary;
  /** Opens the list, narrowed. */
  onPick: (choice: Partial<MemberChoice>) => void;
}

/** Segments on their map, and how the tiers changed since the quarter began. */
export function SegmentMap({ summary, onPick }: MapProps) {
  const fields = SEGMENTS_ON_MAP.map((segment) => {
    const { name, note, field } = SEGMENT_WORDS[segment];
    const members = summary.segments.find((one) => one.segment === segment)?.members ?? 0;
    return {
      id: segment,
      title: name,
      figure: countOf(members),
      note,
      tone: field,
      onTap: () => onPick({ segment }),
    };
  });
  return (
    <>
      <Unlisted summary={summary} />
      <Quadrant fields={fields} up="潜力" right="当前价值" />
      <TierChanges summary={summary} onPick={onPick} />
    </>
  );
}

function TierChanges({ summary, onPick }: MapProps) {
  const bars = TIERS_DOWN.map((tier) => {
    const found = summary.tiers.find((one) => one.tier === tier);
    const members = found?.members ?? 0;
    return {
      id: tier,
      label: tierLine(tier),
      value: members,
      text: countOf(members),
      change: changeOf(members - (found?.atStart ?? 0)),
      onTap: () => onPick({ tier }),
    };
  });
  return (
    <Section title="本季层级变化">
      <Card>
        <Bars bars={bars} />
      </Card>
    </Section>
  );
}

/** How much is where: members, assets by tier, and who is about to rise or to fall. */
export function TierMap({ summary, onPick }: MapProps) {
  const { members, aumFen } = summary;
  const [amount = '', unit] = wanOf(aumFen).split(' ');
  const parts = TIERS_DOWN.map((tier) => {
    const held = summary.tiers.find((one) => one.tier === tier)?.aumFen ?? 0;
    return { id: tier, label: TIER_WORDS[tier].name, value: held, text: wanOf(held) };
  });
  return (
    <>
      <Card>
        <View className={classes.figures}>
          <Figure value={countOf(members)} caption="客户" />
          <Figure value={amount} unit={unit} caption="资产合计" tone="seal" />
        </View>
      </Card>
      <Section title="资产在哪一层">
        <Card>
          <StackBar label="各层级的资产" parts={parts} />
        </Card>
      </Section>
      <ToWatch summary={summary} onPick={onPick} />
      {summary.asOf ? (
        <Text className={classes.foot}>{`资产名单到 ${dayOf(`${summary.asOf}T12:00:00+08:00`)}`}</Text>
      ) : null}
    </>
  );
}

/** Who is to be kept, who is about to rise or to fall, and whom no list knows. */
function ToWatch({ summary, onPick }: MapProps) {
  const { inScope, near, watch } = summary;
  const unlisted = summary.tiers.find(({ tier }) => tier === null)?.members ?? 0;
  return (
    <Section title="要留意的">
      <Card flush>
        <Row
          id="pick-scope"
          title="维护范围内"
          note="资产 5 万以上，或有别的原因"
          value={`${countOf(inScope)} 位`}
          onTap={() => onPick({ state: 'inScope' })}
        />
        <Row
          id="pick-near"
          title="临界"
          note="快到上一层的线，推一把就上去"
          value={`${countOf(near)} 位`}
          onTap={() => onPick({ state: 'near' })}
        />
        <Row
          id="pick-watch"
          title="关注"
          note="资产低于层级线，再不回来会掉级"
          value={`${countOf(watch)} 位`}
          onTap={() => onPick({ state: 'watch' })}
        />
        <Row
          id="pick-unlisted"
          title="未在名单"
          note="还没有对上行内的资产名单"
          value={`${countOf(unlisted)} 位`}
          onTap={() => onPick({ tier: 'none' })}
        />
      </Card>
    </Section>
  );
}

function Unlisted({ summary }: { summary: PortfolioSummary }) {
  if (summary.listed > 0) return null;
  return (
    <Notice
      tone="sky"
      icon="info"
      text="这些客户还没有对上行内的资产名单。客户同意数据匹配、主任导入名单后，这里会显示象限和层级。"
    />
  );
}
