import { CONVERSION_NAMES, MODEL_NAMES } from '@linzhang/shared/attribution/attributionNames.rules';
import type { AttributionReport } from '@linzhang/shared/attribution/report.contract';
import type { ReportModel, ReportSide } from '@linzhang/shared/attribution/report.rules';
import { Button } from '../../components/action/Button';
import { Bars } from '../../components/chart/Bars';
import { Facts } from '../../components/display/Facts';
import { Section } from '../../components/display/Section';
import { Sheet } from '../../components/overlay/Sheet';
import { lineName, moneyOf, partsOf, returnOf } from './attributionWords';

interface LineSheetProps {
  by: ReportSide;
  row: AttributionReport['rows'][number];
  /** By which the conversions are opened. */
  model: ReportModel;
  onOpen: () => void;
  onClose: () => void;
}

/** One line closely: the model that counts beside the five others, what it is made of, and the way to the customers. */
export function LineSheet({ by, row, model, onOpen, onClose }: LineSheetProps) {
  const sums = row.models.find((each) => each.model === model);
  const footer = (
    <Button id="open-conversions" onTap={onOpen}>
      看是哪些客户
    </Button>
  );
  return (
    <Sheet open title={lineName(by, row)} onClose={onClose} footer={footer}>
      {sums ? (
        <Section title={`按${MODEL_NAMES[model]} · 规则 ${sums.ruleVersion} 版`}>
          <Facts
            facts={[
              ...sums.kinds.map(
                ({ kind, conversions }) => [CONVERSION_NAMES[kind], `${partsOf(conversions)} 笔`] as const,
              ),
              ['带来资产和产品', moneyOf(sums.amountFen)],
              ['花费', moneyOf(sums.costFen)],
              ['回报', sums.amountFen > 0 ? returnOf(sums.returnRatio) : null],
            ]}
          />
        </Section>
      ) : null}
      <Section title="换个算法会是多少笔">
        <Bars
          bars={row.models.map((each) => ({
            id: each.model,
            label: MODEL_NAMES[each.model],
            value: each.conversions,
            text: partsOf(each.conversions),
            tone: each.model === 'origin' ? 'seal' : 'sky',
          }))}
        />
      </Section>
    </Sheet>
  );
}
