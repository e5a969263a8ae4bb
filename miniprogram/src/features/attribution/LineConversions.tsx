import type { ReportConversion } from '@linzhang/shared/attribution/report.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listReportConversions } from './attribution.api';
import { conversionName, moneyOf, partsOf } from './attributionWords';
import type { OpenLine } from './ReportView';
import type { Period } from './reportPeriod';

interface LineConversionsProps {
  branchId: string;
  period: Period;
  line: Pick<OpenLine, 'by' | 'model' | 'id'>;
  onMember: (memberId: string) => void;
}

/** The conversions behind one line of the report, newest first. */
export function LineConversions({ branchId, period, line, onMember }: LineConversionsProps) {
  const { by, model, id } = line;
  const query = { branchId, ...period, by, model, ...(id === null ? {} : { line: id }) };
  const pages = usePages((cursor) => listReportConversions({ query: { ...query, cursor } }), JSON.stringify(query));
  const empty = <Empty icon="people" title="这里没有转化" text="换一段时间，或回到报告看其他的。" />;
  return (
    <PagedList pages={pages} keyOf={({ id: key }) => key} empty={empty}>
      {(row) => (
        <Card flush>
          <Row
            lead={<Initial name={row.member.name} tone="sky" />}
            title={`${row.member.name} · ${conversionName(row)}`}
            note={noteOf(row)}
            {...(row.part < 1 ? { value: `${partsOf(row.part)} 笔` } : {})}
            onTap={row.can.open ? () => onMember(row.member.id) : undefined}
          />
        </Card>
      )}
    </PagedList>
  );
}

function noteOf({ at, amountFen, costFen }: ReportConversion): string {
  const parts = [
    momentOf(at),
    amountFen > 0 ? `带来 ${moneyOf(amountFen)}` : null,
    costFen > 0 ? `花费 ${moneyOf(costFen)}` : null,
  ];
  return parts.filter(Boolean).join(' · ');
}
