import { Card } from '../../components/display/Card';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { Loaded } from '../../components/screen/Loaded';
import { usePages } from '../../lib/usePages';
import { useQuery } from '../../lib/useQuery';
import { BoothFigures } from './BoothFigures';
import { RecentRow } from './RecentScans';
import { getBoothToday, listRecentScans } from './stamps.api';

interface BoothDayProps {
  boothId: string;
  /** Changes when the day must be read again. */
  version: number;
  onUndo: (stampId: string) => void;
}

/** A booth: the counts of the day, and every own scan. */
export function BoothDay({ boothId, version, onUndo }: BoothDayProps) {
  const key = `${boothId}|${version}`;
  const today = useQuery(() => getBoothToday({ params: { boothId } }), key);
  const scans = usePages((cursor) => listRecentScans({ params: { boothId }, query: { cursor } }), key);
  const empty = <Empty icon="stamp" title="还没有扫过" text="在盖章页扫客户的集章码，每一次的结果都会列在这里。" />;
  return (
    <Loaded query={today} blocks={4}>
      {(counts) => (
        <>
          <BoothFigures today={counts} waiting={0} />
          <PagedList pages={scans} keyOf={({ id }) => id} empty={empty}>
            {(scan) => (
              <Card flush>
                <RecentRow scan={scan} onUndo={onUndo} />
              </Card>
            )}
          </PagedList>
        </>
      )}
    </Loaded>
  );
}
