import type { Booth, WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Seal } from '../../components/display/Seal';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { momentOf, windowOf } from '../../lib/dates';
import { countOf } from '../../lib/numbers';
import { FaultList } from './FaultList';
import { STATUS_TAGS, shownStatus } from './workEventWords';

/** Where the page's parts lead. */
export interface EventSteps {
  onEdit: () => void;
  onAddBooth: () => void;
  onBooth: (booth: Booth) => void;
  onAssign: () => void;
}

/** An event with its booths, rewards and people, and what is to mend before it can be published. */
export function WorkEventDetail({ event, steps }: { event: WorkEvent; steps: EventSteps }) {
  return (
    <>
      <Card>
        <Tag {...STATUS_TAGS[shownStatus(event)]} />
        <Facts facts={factsOf(event)} />
      </Card>
      {event.can.update ? (
        <Button id="edit-event" kind="ghost" icon="pen" onTap={steps.onEdit}>
          修改
        </Button>
      ) : null}
      <FaultList title="发布前要改好" faults={event.faults} event={event} />
      <Booths event={event} steps={steps} />
      <Rewards event={event} />
      <People event={event} onAssign={steps.onAssign} />
    </>
  );
}

function factsOf(event: WorkEvent): [string, string | null][] {
  const { signup } = event;
  const places = signup?.capacity ? `${countOf(signup.capacity)} 个名额` : '不限名额';
  return [
    ['活动', event.name],
    ['时间', windowOf(event.startsAt, event.endsAt)],
    ['地点', event.place.address],
    ['网点', event.branch.name],
    ['负责人', event.organizer.name],
    ['福利圈', event.groups.map(({ name }) => name).join('、') || null],
    ['所属活动', event.campaign],
    ['集满', `${event.needed} 个章`],
    ['报名', signup ? `${places}，${momentOf(signup.opensAt)} 至 ${momentOf(signup.closesAt)}` : '不用报名'],
  ];
}

function Booths({ event, steps }: { event: WorkEvent; steps: EventSteps }) {
  const { booths, can } = event;
  return (
    <Section title="摊位" count={String(booths.length)}>
      {booths.length > 0 ? (
        <Card flush>
          {booths.map((booth) => (
            <Row
              key={booth.id}
              id={`booth-${booth.number}`}
              lead={<Seal text={booth.sealText} size="small" angleKey={booth.id} label={`印章 ${booth.sealText}`} />}
              title={`${booth.number} 号 · ${booth.name}`}
              note={[booth.merchant?.name ?? '银行', booth.task, booth.spot].filter(Boolean).join(' · ')}
              onTap={can.update ? () => steps.onBooth(booth) : undefined}
            />
          ))}
        </Card>
      ) : null}
      {can.update ? (
        <Button id="add-booth" kind="ghost" icon="plus" onTap={steps.onAddBooth}>
          添加摊位
        </Button>
      ) : null}
    </Section>
  );
}

function Rewards({ event: { rewards } }: { event: WorkEvent }) {
  if (rewards.length === 0) return null;
  return (
    <Section title="奖励" count={String(rewards.length)}>
      <Card flush>
        {rewards.map(({ id, at, name, badge, offerId }) => (
          <Row
            key={id}
            icon="gift"
            title={`${at} 章 · ${name}`}
            note={[badge ? '勋章' : '', offerId ? '礼品，按库存发放' : ''].filter(Boolean).join('，')}
          />
        ))}
      </Card>
    </Section>
  );
}

function People({ event, onAssign }: { event: WorkEvent; onAssign: () => void }) {
  const staffed = new Set(event.assignments.map(({ boothId }) => boothId));
  const empty = event.booths.filter(({ id }) => !staffed.has(id));
  const people = new Set(event.assignments.map(({ employee }) => employee.id)).size;
  return (
    <Section title="人员" count={`${people} 人`}>
      {empty.length > 0 && event.can.assign ? (
        <Notice
          tone="sky"
          icon="people"
          text={`还没有排人的摊位：${empty.map(({ number }) => `${number} 号`).join('、')}。没有人就盖不了章。`}
        />
      ) : null}
      {event.can.assign ? (
        <Button id="assign" kind="ghost" icon="people" disabled={event.booths.length === 0} onTap={onAssign}>
          安排人员
        </Button>
      ) : null}
    </Section>
  );
}
