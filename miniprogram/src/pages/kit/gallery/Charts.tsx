import { Bars } from '../../../components/chart/Bars';
import { DayLine } from '../../../components/chart/DayLine';
import { Gauge } from '../../../components/chart/Gauge';
import { MatrixTable } from '../../../components/chart/MatrixTable';
import { Quadrant } from '../../../components/chart/Quadrant';
import { StackBar } from '../../../components/chart/StackBar';
import { Card } from '../../../components/display/Card';
import { Section } from '../../../components/display/Section';

const nothing = () => undefined;

const BARS = [
  { id: 'a', label: '私行 ≥200万', value: 3, text: '3', change: '+1' },
  { id: 'b', label: '理财 20–200万', value: 41, text: '41', change: '+6' },
  { id: 'c', label: '优质 10–20万', value: 58, text: '58', change: '−2', onTap: nothing },
];

const FIELDS = [
  { id: 'a', title: 'A 成长', figure: '64', note: '互动多，资产少', tone: 'jade', onTap: nothing },
  { id: 'b', title: 'B 培育', figure: '38', note: '两样都高', tone: 'seal', onTap: nothing },
  { id: 'd', title: 'D 一般', figure: '151', note: '先保持联系', tone: 'plain', onTap: nothing },
  { id: 'c', title: 'C 潜力', figure: '27', note: '资产多，来往少', tone: 'gold', onTap: nothing },
] as const;

const PARTS = ['私行', '理财', '优质', '有效', '大众'].map((label, index) => ({
  id: label,
  label,
  value: 40 - index * 8,
  text: `${40 - index * 8} 人`,
}));

const POINTS = [0, 2, 5, 9, 14, 22].map((value, index) => ({ day: `2026-10-${10 + index * 4}`, value }));

const ROWS = [
  { id: 'a', label: '有效', note: '106 人', shares: [0.8, 0.196, 0.004] },
  { id: 'b', label: '优质', note: '58 人', shares: [0.1, 0.75, 0.15] },
  { id: 'c', label: '理财', note: '没有', shares: [null, null, null] },
];

/** Every chart. */
export function Charts() {
  return (
    <>
      <Section title="图表：四象限">
        <Quadrant fields={FIELDS} up="潜力" right="当前价值" />
      </Section>
      <Section title="图表：条形与目标线">
        <Card>
          <Bars bars={BARS} />
          <Gauge share={0.9} mark={0.83} tone="jade" />
          <Gauge share={0.6} mark={0.83} tone="amber" />
        </Card>
      </Section>
      <Section title="图表：构成">
        <Card>
          <StackBar label="层级构成" parts={PARTS} />
        </Card>
      </Section>
      <Section title="图表：按日">
        <Card>
          <DayLine
            label="新增客户"
            from="2026-10-01"
            to="2026-12-31"
            points={POINTS}
            due={{ from: 0, to: 40 }}
            textOf={(value) => `${value} 人`}
          />
        </Card>
      </Section>
      <Section title="图表：迁移">
        <Card>
          <MatrixTable label="层级迁移" corner="期初 \ 期末" columns={['有效', '优质', '理财']} rows={ROWS} />
        </Card>
      </Section>
    </>
  );
}
