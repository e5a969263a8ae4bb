import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import type { GroupFault } from '@linzhang/shared/groups/groups.rules';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Prose } from '../../components/display/Prose';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { countOf } from '../../lib/numbers';
import { KIND_WORDS } from './groupWords';
import { faultLine, STATUS_TAGS } from './workGroupWords';

/** Where the page's parts lead. */
export interface GroupSteps {
  onEdit: () => void;
  onPreview: () => void;
  onMembers: () => void;
  onClose: () => void;
}

/** A group as its branch works with it, and what is to mend before it can be opened. */
export function WorkGroupDetail({ group, steps }: { group: WorkGroup; steps: GroupSteps }) {
  const { can } = group;
  return (
    <>
      <Card>
        <Tag {...STATUS_TAGS[group.status]} />
        <Facts facts={factsOf(group)} />
      </Card>
      <GroupFaults title={group.status === 'open' ? '需要改好' : '开放前要改好'} faults={group.faults} />
      <Card flush>
        {can.update ? <Row id="edit-group" icon="pen" title="修改" onTap={steps.onEdit} /> : null}
        <Row id="preview-group" icon="person" title="看看客户眼里的样子" onTap={steps.onPreview} />
        {can.seeMembers ? (
          <Row
            id="group-members"
            icon="people"
            title="成员"
            value={`${countOf(group.memberCount)} 人`}
            onTap={steps.onMembers}
          />
        ) : null}
        {can.close ? <Row id="close-group" icon="close" title="关闭，不再接收新成员" onTap={steps.onClose} /> : null}
      </Card>
      {group.notice ? (
        <Card>
          <Prose heading="公告" text={group.notice} />
        </Card>
      ) : null}
      {group.welcome ? (
        <Card>
          <Prose heading="欢迎语" text={group.welcome} />
        </Card>
      ) : null}
    </>
  );
}

/** Everything that is to mend, at once; nothing where all is well. */
export function GroupFaults({ title, faults }: { title: string; faults: readonly GroupFault[] }) {
  if (faults.length === 0) return null;
  return (
    <Section title={title} count={String(faults.length)}>
      {faults.map((fault) => (
        <Notice key={faultLine(fault)} tone="amber" text={faultLine(fault)} />
      ))}
    </Section>
  );
}

function factsOf(group: WorkGroup): [string, string | null][] {
  return [
    ['福利圈', group.name],
    ['类型', KIND_WORDS[group.kind]],
    ['网点', group.branch.name],
    ['商户', group.merchant?.name ?? null],
    ['客户经理', group.managers.map(({ name }) => name).join('、') || null],
    ['地点', group.place.address],
    ['人数', `${countOf(group.memberCount)} / ${countOf(group.memberLimit)} 人`],
  ];
}
