import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { Section } from '../../components/display/Section';
import { PagedList } from '../../components/list/PagedList';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { usePages } from '../../lib/usePages';
import { listTouches } from './channels.api';
import { cameBy } from './channelWords';

/** Who came by a channel, newest first. */
export function TouchList({ channelId, version }: { channelId: string; version: number }) {
  const pages = usePages(
    (cursor) => listTouches({ params: { channelId }, query: { cursor } }),
    `${channelId}|${version}`,
  );
  const empty = <Empty icon="people" title="还没有人扫码" text="把海报贴出去，或把码发到群里，来的客户会列在这里。" />;
  return (
    <Section title="谁来过">
      <PagedList pages={pages} keyOf={(touch) => touch.id} empty={empty}>
        {(touch) => (
          <Card flush>
            <Row
              lead={<Initial name={touch.member.name} tone="sky" />}
              title={touch.member.name}
              note={`会员 ${touch.member.number} · ${cameBy(touch)}`}
              value={momentOf(touch.at)}
            />
          </Card>
        )}
      </PagedList>
    </Section>
  );
}
