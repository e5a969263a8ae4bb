import { Section } from '../../components/display/Section';
import { Loaded } from '../../components/screen/Loaded';
import { BoothFigures } from './BoothFigures';
import { RecentScans } from './RecentScans';
import { ScanPanel } from './ScanPanel';
import type { BoothDesk } from './useBoothDesk';
import type { LastScan } from './useScanDesk';
import { WaitingScans } from './WaitingScans';

/** Waiting scans shown here; all of them stand on the page of the queue. */
const WAITING_SHOWN = 5;

interface ScanDeskProps {
  desk: BoothDesk;
  last: LastScan | null;
  onUndo: (stampId: string) => void;
  onHandOut: (claimId: string) => void;
}

/** A booth at work: the last result, the counts of the day, what was scanned before. */
export function ScanDesk({ desk, last, onUndo, onHandOut }: ScanDeskProps) {
  const { today, recent, waiting, booth } = desk;
  if (!booth) return <Loaded query={today}>{() => null}</Loaded>;
  return (
    <>
      <ScanPanel booth={booth} last={last} onUndo={onUndo} onHandOut={onHandOut} />
      <BoothFigures today={today.data} waiting={waiting.length} />
      {waiting.length > 0 ? (
        <Section title="待上传" count={String(waiting.length)}>
          <WaitingScans scans={waiting.slice(-WAITING_SHOWN)} />
        </Section>
      ) : null}
      {recent.data && recent.data.items.length > 0 ? (
        <Section title="最近">
          <RecentScans
            scans={recent.data.items}
            shownStampId={last?.answer?.result === 'stamped' ? last.answer.stampId : undefined}
            onUndo={onUndo}
          />
        </Section>
      ) : null}
    </>
  );
}
