import type { RecentScan } from '@linzhang/shared/stamps/scans.contract';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Tag } from '../../components/display/Tag';
import { recentWords } from './scanWords';

interface RecentScansProps {
  scans: readonly RecentScan[];
  /** A stamp whose undo stands elsewhere on the page. */
  shownStampId?: string | undefined;
  onUndo: (stampId: string) => void;
}

/** The own last scans at a booth, newest first. */
export function RecentScans({ scans, shownStampId, onUndo }: RecentScansProps) {
  return (
    <Card flush>
      {scans.map((scan) => (
        <RecentRow key={scan.id} scan={scan} {...(scan.stampId === shownStampId ? {} : { onUndo })} />
      ))}
    </Card>
  );
}

/** One scan; the last one can be taken back while its time runs. */
export function RecentRow({ scan, onUndo }: { scan: RecentScan; onUndo?: (stampId: string) => void }) {
  const { title, note, tag, tone } = recentWords(scan);
  const { stampId } = scan;
  const undo =
    onUndo && scan.can.undo && stampId !== null ? (
      <Button kind="ghost" size="small" onTap={() => onUndo(stampId)}>
        撤销
      </Button>
    ) : null;
  return <Row title={title} note={note} tail={undo ?? <Tag text={tag} tone={tone} />} />;
}
