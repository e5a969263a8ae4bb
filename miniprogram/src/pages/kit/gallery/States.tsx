import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { ErrorNotice } from '../../../components/display/ErrorNotice';
import { Section } from '../../../components/display/Section';
import { PagedList } from '../../../components/list/PagedList';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { ApiError } from '../../../lib/apiError';

const nothing = () => Promise.resolve();
const OFFLINE = new ApiError('offline');
const LIST = {
  items: ['第一行', '第二行'],
  cursor: 'next',
  hasMore: true,
  busy: false,
  error: null,
  reload: nothing,
  loadMore: nothing,
};

const keyOf = (text: string) => text;
const drawRow = (text: string) => (
  <Card flush>
    <Row title={text} />
  </Card>
);

/** What a page is while it has nothing, or cannot. */
export function States() {
  return (
    <>
      <Section title="正在加载">
        <Loaded query={{ data: undefined, error: null, reload: nothing }}>{() => null}</Loaded>
      </Section>
      <Section title="没有网络">
        <Loaded query={{ data: undefined, error: OFFLINE, reload: nothing }}>{() => null}</Loaded>
      </Section>
      <Section title="系统出错">
        <Loaded query={{ data: undefined, error: new ApiError('internal', {}, '4f1c2a90d3'), reload: nothing }}>
          {() => null}
        </Loaded>
      </Section>
      <Section title="刷新失败，旧内容还在">
        <Loaded query={{ data: '旧内容', error: OFFLINE, reload: nothing }}>{drawRow}</Loaded>
      </Section>
      <Section title="空">
        <Empty
          icon="ticket"
          title="还没有券"
          text="领到的券会放在这里。"
          step={<Button kind="ghost">去福利圈看看</Button>}
        />
      </Section>
      <Section title="提交失败">
        <ErrorNotice error={new ApiError('rate_limited', { retryAfterSeconds: 90 })} />
      </Section>
      <Section title="列表：还有、出错、到底">
        <PagedList pages={LIST} keyOf={keyOf} empty={null}>
          {drawRow}
        </PagedList>
        <PagedList pages={{ ...LIST, error: OFFLINE }} keyOf={keyOf} empty={null}>
          {drawRow}
        </PagedList>
        <PagedList pages={{ ...LIST, hasMore: false }} keyOf={keyOf} empty={null}>
          {drawRow}
        </PagedList>
      </Section>
    </>
  );
}
