import type { LeadFigures } from '@linzhang/shared/leads/branchLeads.contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Bars } from '../../components/chart/Bars';
import { Card } from '../../components/display/Card';
import { areTight, Figure } from '../../components/display/Figure';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Chips } from '../../components/form/Chips';
import { DayField } from '../../components/form/DayField';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { countOf } from '../../lib/numbers';
import { useQuery } from '../../lib/useQuery';
import { getLeadFigures } from './branchLeads.api';
import { evennessOf, PERIOD_OPTIONS, type Period, type PeriodChoice, periodOf, spanWords } from './figureWords';
import classes from './LeadFiguresView.module.scss';

/** How long leads waited and how evenly they were shared, over a period. */
export function LeadFiguresView({ branchId }: { branchId: string }) {
  const [choice, setChoice] = useState<PeriodChoice>('month');
  const [period, setPeriod] = useState<Period>(() => periodOf('month'));
  const choose = (next: PeriodChoice) => {
    setChoice(next);
    if (next !== 'other') setPeriod(periodOf(next));
  };
  const { from, to } = period;
  const figures = useQuery(() => getLeadFigures({ query: { branchId, from, to } }), [branchId, from, to].join('|'));
  return (
    <>
      <Chips label="哪段时间产生的线索" options={PERIOD_OPTIONS} value={choice} onChange={choose} />
      {choice === 'other' ? <Days period={period} onChange={setPeriod} /> : null}
      <Loaded query={figures}>{(data) => <Figures figures={data} />}</Loaded>
    </>
  );
}

function Days({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  // A field that was emptied keeps the day it had; an order turned round is put right.
  const change = (part: Partial<Period>) => {
    const { from, to } = { ...period, ...part };
    if (from && to) onChange(from <= to ? { from, to } : { from: to, to: from });
  };
  return (
    <View className={classes.days}>
      <View className={classes.day}>
        <DayField id="figures-from" label="从" value={period.from} onChange={(from) => change({ from })} />
      </View>
      <View className={classes.day}>
        <DayField id="figures-to" label="到" value={period.to} onChange={(to) => change({ to })} />
      </View>
    </View>
  );
}

function Figures({ figures }: { figures: LeadFigures }) {
  const { opened, won, lost, waiting, untilHeld, untilContacted } = figures;
  if (opened === 0)
    return <Empty icon="list" title="这段时间没有线索" text="换一段时间看看；新的线索产生后会统计在这里。" />;
  const small = areTight([opened, won, lost, waiting].map(countOf));
  return (
    <>
      <Card>
        <View className={classes.figures}>
          <Figure value={countOf(opened)} caption="产生" small={small} />
          <Figure value={countOf(won)} caption="成交" tone="jade" small={small} />
          <Figure value={countOf(lost)} caption="没成" small={small} />
          <Figure value={countOf(waiting)} caption="没人跟进" tone={waiting > 0 ? 'amber' : 'ink'} small={small} />
        </View>
      </Card>
      <Section title="等了多久">
        <Card flush>
          <Row title="有人接手" note={`平均 ${spanWords(untilHeld.mean)}`} value={spanWords(untilHeld.median)} />
          <Row
            title="第一次联系"
            note={`平均 ${spanWords(untilContacted.mean)}`}
            value={spanWords(untilContacted.median)}
          />
        </Card>
      </Section>
      <Shares figures={figures} />
    </>
  );
}

type Manager = LeadFigures['managers'][number];

function gotLine({ owned, taken, assigned, recycled }: Manager): string {
  return `维护 ${countOf(owned)} · 领取 ${countOf(taken)} · 分配 ${countOf(assigned)} · 收回 ${countOf(recycled)}`;
}

function doneLine({ followUps, won, lost }: Manager): string {
  return `跟进 ${countOf(followUps)} 次 · 成交 ${countOf(won)} · 没成 ${countOf(lost)}`;
}

/** Who got how many, and what became of them. */
function Shares({ figures }: { figures: LeadFigures }) {
  const { managers } = figures;
  const { text, tone } = evennessOf(figures);
  const bars = managers.map(({ employee, owned, taken, assigned }) => {
    const got = owned + taken + assigned;
    return { id: employee.id, label: employee.name, value: got, text: `${countOf(got)} 条` };
  });
  return (
    <>
      <Section title="分给了谁">
        <Notice tone={tone} icon="people" text={text} />
        <Card>
          <Bars bars={bars} />
        </Card>
      </Section>
      <Section title="每个人">
        <Card flush>
          {managers.map((each) => (
            <Row
              key={each.employee.id}
              title={each.employee.name}
              note={`${gotLine(each)}\n${doneLine(each)}`}
              value={`手上 ${countOf(each.held)}`}
            />
          ))}
        </Card>
      </Section>
    </>
  );
}
