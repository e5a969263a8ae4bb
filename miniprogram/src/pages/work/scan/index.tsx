import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/action/Button';
import { useScanner } from '../../../components/scan/useScanner';
import { useEmployeeId } from '../../../features/members/account';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { useKeptScans } from '../../../features/stamps/keptScans';
import { QueueBanner } from '../../../features/stamps/QueueBanner';
import { ScanDesk } from '../../../features/stamps/ScanDesk';
import { boothWords } from '../../../features/stamps/scanWords';
import { UndoSheet } from '../../../features/stamps/UndoSheet';
import { useBoothDesk } from '../../../features/stamps/useBoothDesk';
import { useScanDesk } from '../../../features/stamps/useScanDesk';
import { toast } from '../../../lib/feedback';
import { decoded, openPage, showTitle } from '../../../lib/navigation';
import { useOnline } from '../../../lib/network';
import { workPages } from '../../../paths';
import { BoothEntries } from './BoothEntries';

/** Stamping at one booth. */
export default function ScanPage() {
  const boothId = decoded(useRouter().params['boothId']);
  const employeeId = useEmployeeId();
  const online = useOnline();
  const waiting = useKeptScans(employeeId).length;
  const [undoing, setUndoing] = useState<string | null>(null);
  const desk = useBoothDesk(employeeId, boothId);
  const scans = useScanDesk(employeeId, boothId, ({ answer }) => void (answer && desk.reload()));
  const scanner = useScanner('扫客户的集章码');
  useBoothTitle(desk.booth);
  useSettled(waiting, scans);
  const scan = async () => {
    const code = await scanner.scan();
    if (code) await scans.scan(code);
  };
  const undone = () => {
    setUndoing(null);
    scans.clear();
    toast('已撤销，客户的集章卡同时更新');
    void desk.reload();
  };
  const overlay = (
    <>
      {scanner.sheet}
      {undoing ? <UndoSheet stampId={undoing} onDone={undone} onClose={() => setUndoing(null)} /> : null}
    </>
  );
  const banner =
    online && waiting === 0 ? null : <QueueBanner prepared={desk.prepared} waiting={waiting} onOpenQueue={openQueue} />;
  const handOut = (claimCode: string) => openPage(workPages.redeem, { boothId, claimCode });
  return (
    <WorkScreen
      id="scan-page"
      needs="openWork"
      banner={banner}
      footer={desk.booth ? <ScanButton busy={scans.busy} onTap={scan} /> : null}
      overlay={overlay}
      onRefresh={desk.reload}
    >
      {() => (
        <>
          <ScanDesk desk={desk} last={scans.last} onUndo={setUndoing} onHandOut={handOut} />
          {desk.booth ? (
            <BoothEntries boothId={boothId} bank={desk.today.data?.booth.bank ?? desk.prepared?.booth.bank ?? false} />
          ) : null}
        </>
      )}
    </WorkScreen>
  );
}

const openQueue = () => openPage(workPages.scanQueue);

function ScanButton({ busy, onTap }: { busy: boolean; onTap: () => unknown }) {
  return (
    <Button id="scan" size="big" icon="scan" busy={busy} busyText="正在核对…" onTap={onTap}>
      扫客户集章码
    </Button>
  );
}

/** Takes “kept” off the page once everything was handed in: what became of it stands below. */
function useSettled(waiting: number, { last, clear }: ReturnType<typeof useScanDesk>): void {
  const stale = waiting === 0 && last?.signal === 'kept';
  const latest = useRef(clear);
  latest.current = clear;
  useEffect(() => {
    if (stale) latest.current();
  }, [stale]);
}

/** The booth's name stands in the bar, where it is always seen. */
function useBoothTitle(booth: { name: string; number: number } | null): void {
  const title = booth ? boothWords(booth) : null;
  useEffect(() => {
    if (title) showTitle(title);
  }, [title]);
}
