import { CONVERSION_NAMES, MODEL_NAMES } from '@linzhang/shared/attribution/attributionNames.rules';
import type { AttributionReport } from '@linzhang/shared/attribution/report.contract';
import {
  REPORT_MODELS,
  REPORT_SIDES,
  type ReportModel,
  type ReportSide,
} from '@linzhang/shared/attribution/report.rules';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Card } from '../../components/display/Card';
import { Figure } from '../../components/display/Figure';
import { Section } from '../../components/display/Section';
import { Chips } from '../../components/form/Chips';
import { PickerField } from '../../components/form/PickerField';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { countOf } from '../../lib/numbers';
import { useQuery } from '../../lib/useQuery';
import { getAttributionReport } from './attribution.api';
import { lineName, MODEL_NOTES, moneyOf, returnOf, SIDE_WORDS } from './attributionWords';
import { LineSheet } from './LineSheet';
import { ReportLine } from './ReportLine';
import classes from './ReportView.module.scss';
import type { Period } from './reportPeriod';

const SIDES = REPORT_SIDES.map((value) => ({ value, text: SIDE_WORDS[value] }));
const MODELS = REPORT_MODELS.map((value) => ({ value, text: MODEL_NAMES[value] }));

/** A line of the report that is looked into. */
export interface OpenLine {
  by: ReportSide;
  model: ReportModel;
  /** Null for what is nobody's. */
  id: string | null;
  name: string;
}

interface ReportViewProps {
  branchId: string;
  period: Period;
  onOpen: (line: OpenLine) => void;
  /** Changes when it must be read again. */
  version: number;
}

/** Who brought what in a period, what it cost and what came back; by origin, and as other models would share it. */
export function ReportView({ branchId, period, onOpen, version }: ReportViewProps) {
  const [by, setBy] = useState<ReportSide>('manager');
  const report = useQuery(
    () => getAttributionReport({ query: { branchId, ...period, by } }),
    `${branchId}|${period.from}|${period.to}|${by}|${version}`,
  );
  return (
    <Loaded query={report}>
      {(data) =>
        data.rows.length === 0 ? (
          <Nothing />
        ) : (
          <>
            <Total total={data.total} />
            <Chips label="按什么看" options={SIDES} value={by} onChange={setBy} />
            <Lines report={data} onOpen={onOpen} />
          </>
        )
      }
    </Loaded>
  );
}

function Nothing() {
  return (
    <Empty
      icon="people"
      title="这段时间还没有转化"
      text="客户加入福利圈、绑定手机号、核销优惠或新开产品后，会列出由谁、由哪个码带来。可以换一段时间看。"
    />
  );
}

type Row = AttributionReport['rows'][number];

function Lines({ report, onOpen }: { report: AttributionReport; onOpen: ReportViewProps['onOpen'] }) {
  const [model, setModel] = useState<ReportModel>('origin');
  const [looked, setLooked] = useState<Row | null>(null);
  const { by } = report;
  const lines = report.rows
    .flatMap((row) => row.models.filter((sums) => sums.model === model).map((sums) => ({ row, sums })))
    // What is nobody's stands last, however much it is.
    .sort(
      (one, other) =>
        Number(one.row.id === null) - Number(other.row.id === null) || other.sums.conversions - one.sums.conversions,
    );
  const shown = lines.filter(({ sums }) => sums.conversions > 0);
  const most = Math.max(0, ...shown.map(({ sums }) => sums.conversions));
  return (
    <>
      <PickerField
        id="report-model"
        label="怎么算"
        hint={MODEL_NOTES[model]}
        options={MODELS}
        value={model}
        onChange={setModel}
      />
      <Section title={`各${SIDE_WORDS[by]}`} count={String(shown.length)}>
        {shown.map(({ row, sums }) => (
          <ReportLine
            key={row.id ?? 'nobody'}
            name={lineName(by, row)}
            nobody={row.id === null}
            sums={sums}
            most={most}
            onTap={() => setLooked(row)}
          />
        ))}
      </Section>
      {looked ? (
        <LineSheet
          by={by}
          row={looked}
          model={model}
          onClose={() => setLooked(null)}
          onOpen={() => onOpen({ by, model, id: looked.id, name: lineName(by, looked) })}
        />
      ) : null}
    </>
  );
}

function Total({ total }: { total: AttributionReport['total'] }) {
  const [brought, unit] = moneyOf(total.amountFen).split(' ');
  const kinds = total.kinds
    .map(({ kind, conversions }) => `${CONVERSION_NAMES[kind]}\u00a0${countOf(conversions)}`)
    .join(' · ');
  const cost = total.costFen > 0 ? `花费 ${moneyOf(total.costFen)}` : '没有花费';
  return (
    <Card id="report-total">
      <View className={classes.figures}>
        <Figure value={countOf(total.conversions)} unit="笔" caption="转化" tone="seal" />
        <Figure value={brought ?? '0'} unit={unit ?? '元'} caption="带来资产和产品" />
      </View>
      <Text className={classes.money}>{[cost, returnOf(total.returnRatio)].filter(Boolean).join(' · ')}</Text>
      <Text className={classes.kinds}>{kinds}</Text>
    </Card>
  );
}
