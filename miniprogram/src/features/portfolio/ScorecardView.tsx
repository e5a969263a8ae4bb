import { FIGURE_SETS, type MemberSet } from '@linzhang/shared/portfolio/counts.rules';
import type { Scorecard } from '@linzhang/shared/portfolio/portfolio.contract';
import { Text } from '@tarojs/components';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { countOf, wanOf } from '../../lib/numbers';
import { FigureCards } from './FigureCard';
import { decimalOf, NOTHING_YET, pointsText } from './figureWords';
import { ordinalOf } from './quarters';
import classes from './ScorecardView.module.scss';
import { ScoreHead } from './ScoreHead';

interface ScorecardViewProps {
  card: Scorecard;
  /** Opens the members behind a number. */
  onOpen: (set: MemberSet) => void;
  /** Opens the leads that were won. */
  onWon: () => void;
}

/** 一人一表: the score, the five figures, and what stands beside them without weight. Each number opens its members. */
export function ScorecardView({ card, onOpen, onWon }: ScorecardViewProps) {
  const openNumber = (behind: Behind) => (behind === 'won' ? onWon() : onOpen(behind));
  const { employee, line, rank, previous } = card;
  const before = previous ? `${ordinalOf(previous.quarter)} ${pointsText(previous.score)} 分${compared(card)}` : null;
  return (
    <>
      <ScoreHead
        name={`${employee.name} · ${employee.branch.name}`}
        score={line.score}
        aside={rank ? { before: '支行第', number: String(rank.place), after: `/ ${rank.of}` } : null}
        note={before}
      />
      <FigureCards line={line} onOpen={(figure) => onOpen(FIGURE_SETS[figure].above)} />
      <Numbers title="不计分，一起看" numbers={besideNumbers(card)} onOpen={openNumber} />
      <Numbers title="首维护人的账" numbers={originNumbers(card)} onOpen={openNumber} />
      <Text className={classes.note}>客户由谁带来，就一直记在谁的账上，换了维护人也不变。</Text>
      <Text
        className={classes.foot}
      >{`满意度 ${NOTHING_YET} · 有效投诉 ${NOTHING_YET} · 规则第 ${card.ruleVersion} 版`}</Text>
    </>
  );
}

function compared({ line, previous }: Scorecard): string {
  if (!previous || line.score === null) return '';
  return `，现在 ${decimalOf(line.score - previous.score, 1, true)}`;
}

/** What a number is made of: a set of members, or leads that were won. */
type Behind = MemberSet | 'won';

/** A number, with what it opens into. */
type Numbered = readonly [title: string, value: string, behind: Behind];

interface NumbersProps {
  title: string;
  numbers: readonly Numbered[];
  onOpen: (behind: Behind) => void;
}

function Numbers({ title, numbers, onOpen }: NumbersProps) {
  return (
    <Section title={title}>
      <Card flush>
        {numbers.map(([name, value, behind]) => (
          <Row key={name} title={name} value={value} onTap={() => onOpen(behind)} />
        ))}
      </Card>
    </Section>
  );
}

function besideNumbers({ beside }: Scorecard): Numbered[] {
  return [
    ['赢下的线索', `${countOf(beside.leadsWon)} 条`, 'won'],
    ['资产多了 1 万以上', `${countOf(beside.aumUp)} 位`, 'aum_up'],
    ['资产少了 1 万以上', `${countOf(beside.aumDown)} 位`, 'aum_down'],
    ['常用手机银行', `${countOf(beside.mobileActive)} / ${countOf(beside.listed)} 位`, 'mobile_active'],
    ['最近一月交易', `${countOf(beside.transactions)} 笔`, 'transacted'],
  ];
}

function originNumbers({ origin }: Scorecard): Numbered[] {
  return [
    ['带来并绑定手机号', `${countOf(origin.phoneBound)} 位`, 'phone_bound'],
    ['同事维护的客户开通产品', `${countOf(origin.productsMoved)} 项`, 'products_moved'],
    ['这些产品的金额', wanOf(origin.productMovedFen), 'products_moved'],
  ];
}
