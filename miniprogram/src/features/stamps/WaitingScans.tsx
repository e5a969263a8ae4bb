import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { ApiError } from '../../lib/apiError';
import { wordsFor } from '../../lib/words';
import type { KeptScan } from './keptScans';
import { clockWithSeconds } from './scanWords';

/** Scans that wait on this phone, newest first: when, and how many-th; nobody's name. */
export function WaitingScans({ scans }: { scans: readonly KeptScan[] }) {
  return (
    <Card flush>
      {[...scans].reverse().map((scan) => (
        <Row
          key={scan.requestId}
          title={clockWithSeconds(scan.scannedAt)}
          note={scan.refused ? wordsFor(new ApiError(scan.refused)) : `第 ${scan.sequence} 次扫码`}
          tail={scan.refused ? <Tag text="没有收下" tone="seal" /> : <Tag text="等待网络" tone="amber" />}
        />
      ))}
    </Card>
  );
}
