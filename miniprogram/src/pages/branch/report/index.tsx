import {
  REPORT_MODELS,
  REPORT_SIDES,
  type ReportModel,
  type ReportSide,
} from '@linzhang/shared/attribution/report.rules';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Tabs } from '../../../components/action/Tabs';
import { Section } from '../../../components/display/Section';
import { LineConversions } from '../../../features/attribution/LineConversions';
import { PathsView } from '../../../features/attribution/PathsView';
import { type PeriodDraft, PeriodFields } from '../../../features/attribution/PeriodFields';
import { type OpenLine, ReportView } from '../../../features/attribution/ReportView';
import { type Period, periodFault, periodOf, periodWords } from '../../../features/attribution/reportPeriod';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded, openPage } from '../../../lib/navigation';
import { branchPages, managerPages } from '../../../paths';

const VIEWS = [
  { value: 'report', text: '谁带来的' },
  { value: 'paths', text: '路径比较' },
] as const;
type View = (typeof VIEWS)[number]['value'];

/** Who brought what to a branch, what it cost and what came back; with `by`, the conversions behind one line. */
export default function ReportPage() {
  const line = lineOf(useRouter().params);
  const [reads, setReads] = useState(0);
  return (
    <WorkScreen id="branch-report" needs="headBranch" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) =>
        line ? (
          <OneLine key={reads} line={line} />
        ) : (
          <BranchChoice me={me}>
            {(branchId) => <Report key={branchId} branchId={branchId} version={reads} />}
          </BranchChoice>
        )
      }
    </WorkScreen>
  );
}

function Report({ branchId, version }: { branchId: string; version: number }) {
  const [view, setView] = useState<View>('report');
  const [draft, setDraft] = useState<PeriodDraft>(() => ({ name: 'month', period: periodOf('month') }));
  const period = draft.period;
  const open = ({ by, model, id, name }: OpenLine) =>
    openPage(branchPages.report, { branchId, ...period, by, model, line: id ?? undefined, name });
  return (
    <>
      <Tabs label="看什么" options={VIEWS} value={view} onChange={setView} />
      <PeriodFields value={draft} onChange={setDraft} />
      {periodFault(period) ? null : view === 'report' ? (
        <ReportView branchId={branchId} period={period} version={version} onOpen={open} />
      ) : (
        <PathsView branchId={branchId} period={period} version={version} />
      )}
    </>
  );
}

interface ShownLine {
  branchId: string;
  period: Period;
  line: OpenLine;
}

/** The line that the page was opened for; null for the whole report. */
function lineOf(params: Partial<Record<string, string>>): ShownLine | null {
  const read = (name: string) => decoded(params[name]);
  const by = REPORT_SIDES.find((side) => side === read('by'));
  const model = REPORT_MODELS.find((each) => each === read('model'));
  if (!by || !model) return null;
  const line: { by: ReportSide; model: ReportModel } = { by, model };
  return {
    branchId: read('branchId'),
    period: { from: read('from'), to: read('to') },
    line: { ...line, id: read('line') || null, name: read('name') },
  };
}

function OneLine({ line: { branchId, period, line } }: { line: ShownLine }) {
  return (
    <Section title={`${line.name} · ${periodWords(period)}`}>
      <LineConversions
        branchId={branchId}
        period={period}
        line={line}
        onMember={(id) => openPage(managerPages.member, { id })}
      />
    </Section>
  );
}
