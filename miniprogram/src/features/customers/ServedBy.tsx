import type { Customer } from '@linzhang/shared/customers/customers.contract';
import { useState } from 'react';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';
import { dayOf } from '../../lib/dates';
import { originLine } from './creditWords';
import { SupporterSheet } from './SupporterSheet';

interface ServedByProps {
  customer: Customer;
  onChange: () => void;
  /** Where a head decides who brought the customer. */
  onDecideOrigin: () => void;
}

/** Who serves the customer and who brought them. */
export function ServedBy({ customer, onChange, onDecideOrigin }: ServedByProps) {
  const [editing, setEditing] = useState(false);
  const { owner, origin, supporters, branch, can } = customer;
  const beside = supporters.map(({ name }) => name).join('、');
  const edit = can.setSupporters ? { onTap: () => setEditing(true) } : {};
  const decide = can.decideOrigin ? { onTap: onDecideOrigin, value: '变更' } : {};
  return (
    <Section title="谁在服务">
      <Card flush>
        <Row
          id="owner"
          icon="person"
          title={owner ? `维护人 ${owner.name}` : '还没有维护人'}
          note={
            owner
              ? `${dayOf(owner.since)}起${branch ? ` · ${branch.name}` : ''}`
              : '分配名单或线索转为有意向后，就有维护人'
          }
        />
        {can.setSupporters || supporters.length > 0 ? (
          <Row
            id="supporters"
            icon="people"
            title="协同人员"
            note={beside || '还没有，可请专业同事一起服务'}
            {...edit}
          />
        ) : null}
        <Row
          id="origin"
          icon="pin"
          title={origin ? `首维护人 ${origin.name}` : '还没有首维护人'}
          note={origin ? `${dayOf(origin.at)} · ${originLine(origin)}` : '第一次由客户经理带来后确定，归因一直记给他'}
          {...decide}
        />
      </Card>
      {editing ? (
        <SupporterSheet
          memberId={customer.id}
          chosen={supporters.map(({ id }) => id)}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false);
            onChange();
          }}
        />
      ) : null}
    </Section>
  );
}

/** The groups of the customer, and what may be sent. */
export function Belongings({ customer: { groups, agreed, joinedAt, number } }: { customer: Customer }) {
  const names = groups.map(({ name }) => name).join('、');
  return (
    <Section title="会员资料">
      <Card flush>
        <Row icon="home" title="福利圈" note={names || '还没有加入，可以发渠道码邀请'} />
        <Row
          icon="shield"
          title={agreed.marketing ? '同意接收活动消息' : '没有同意活动消息'}
          note={agreed.matching ? '同意与行内资料匹配' : '没有同意与行内资料匹配'}
        />
        <Row icon="clock" title={`会员号 ${number}`} note={`${dayOf(joinedAt)}加入`} />
      </Card>
    </Section>
  );
}
