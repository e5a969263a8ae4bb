import type { OfflineScan } from '@linzhang/shared/stamps/scans.contract';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { dayOf } from '../../lib/dates';
import { useOnline } from '../../lib/network';
import { usePages } from '../../lib/usePages';
import { releaseRefused, useKeptScans } from './keptScans';
import { syncScans, useScanSync } from './scanSync';
import { clockWithSeconds, fateWords } from './scanWords';
import { listOwnOfflineScans } from './stamps.api';
import { WaitingScans } from './WaitingScans';

/** What waits on this phone, and what became of what was handed in. */
export function ScanQueue({ employeeId }: { employeeId: string }) {
  const waiting = useKeptScans(employeeId);
  const { error, answered } = useScanSync();
  const online = useOnline();
  return (
    <>
      <ErrorNotice error={online ? error : null} />
      {waiting.length > 0 ? (
        <Section title="这台手机上待上传" count={String(waiting.length)}>
          <WaitingScans scans={waiting} />
          <Refused employeeId={employeeId} count={waiting.filter(({ refused }) => refused).length} />
        </Section>
      ) : (
        <Notice tone="jade" icon="check" text="这台手机上没有待上传的记录" />
      )}
      <Section title="上传后的结果">
        {online ? (
          <Fates version={answered} />
        ) : (
          <Notice tone="sky" icon="info" text="联网后，这里会显示每一条的结果" />
        )}
      </Section>
    </>
  );
}

function Refused({ employeeId, count }: { employeeId: string; count: number }) {
  if (count === 0) return null;
  const again = () => {
    releaseRefused(employeeId);
    return syncScans(employeeId);
  };
  return (
    <Notice
      tone="seal"
      text={`有 ${count} 条没有收下，会一直留在这台手机上。处理好原因后可以再传一次`}
      action="再传"
      onAction={() => void again()}
    />
  );
}

function Fates({ version }: { version: number }) {
  const pages = usePages((cursor) => listOwnOfflineScans({ query: { cursor } }), String(version));
  const empty = (
    <Empty
      icon="offline"
      title="还没有离线记录"
      text="没有网络时扫的码会先记在手机里，联网上传后，这里会显示每一条的结果。"
    />
  );
  return (
    <PagedList pages={pages} keyOf={(scan) => scan.requestId} empty={empty}>
      {(scan) => <Fate scan={scan} />}
    </PagedList>
  );
}

function Fate({ scan }: { scan: OfflineScan }) {
  const { text, tone, why } = fateWords(scan);
  const note = why ?? `第 ${scan.sequence} 次扫码`;
  return (
    <Card flush>
      <Row
        title={`${dayOf(scan.scannedAt)} ${clockWithSeconds(scan.scannedAt)}`}
        note={note}
        tail={<Tag text={text} tone={tone} />}
      />
    </Card>
  );
}

/** Hands in by hand; nothing where nothing waits. */
export function SyncButton({ employeeId }: { employeeId: string }) {
  const waiting = useKeptScans(employeeId).filter(({ refused }) => refused === undefined);
  const { busy } = useScanSync();
  if (waiting.length === 0) return null;
  return (
    <Button id="sync-now" busy={busy} busyText="正在上传…" onTap={() => syncScans(employeeId)}>
      {`立即上传 ${waiting.length} 条`}
    </Button>
  );
}
