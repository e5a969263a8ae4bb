import type { Customer } from '@linzhang/shared/customers/customers.contract';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Row } from '../../../components/action/Row';
import { Tabs } from '../../../components/action/Tabs';
import { Card } from '../../../components/display/Card';
import { Notice } from '../../../components/display/Notice';
import { Section } from '../../../components/display/Section';
import { Tag } from '../../../components/display/Tag';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { BroughtCredits, CreditList } from '../../../features/customers/CreditList';
import { CustomerHead } from '../../../features/customers/CustomerHead';
import { getCustomer } from '../../../features/customers/customers.api';
import { SegmentWhy, StandingDetails } from '../../../features/customers/SegmentWhy';
import { Belongings, ServedBy } from '../../../features/customers/ServedBy';
import { UNLISTED_WORDS } from '../../../features/customers/standingWords';
import { Doings, Timeline } from '../../../features/customers/Timeline';
import { CallSheet } from '../../../features/leads/CallSheet';
import { FollowUpSheet } from '../../../features/leads/FollowUpSheet';
import { STATE_TAGS, whyOf } from '../../../features/leads/leadWords';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded, openPage, showTitle } from '../../../lib/navigation';
import { type Query, useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { branchPages, managerPages } from '../../../paths';

type Task = 'call' | 'follow';

/** One customer: why they stand where they stand, what they did, whose credit it is, and how to go on. */
export default function MemberPage() {
  const id = decoded(useRouter().params['id']);
  const visits = useVisits();
  const [task, setTask] = useState<Task | null>(null);
  const customer = useQuery(() => getCustomer({ params: { memberId: id } }), `${id}|${visits}`);
  const { data } = customer;
  const name = data?.name;
  useEffect(() => {
    if (name) showTitle(name);
  }, [name]);
  const finish = () => {
    setTask(null);
    void customer.reload();
  };
  return (
    <WorkScreen
      id="member-page"
      needs="serveCustomers"
      footer={data && stepsOf(data).length > 0 ? <NextSteps customer={data} onTask={setTask} /> : null}
      overlay={data ? <TaskSheet customer={data} task={task} onClose={() => setTask(null)} onDone={finish} /> : null}
      onRefresh={customer.reload}
    >
      {() => <Known customer={customer} />}
    </WorkScreen>
  );
}

interface TaskSheetProps {
  customer: Customer;
  task: Task | null;
  onClose: () => void;
  onDone: () => void;
}

function TaskSheet({ customer: { id, name, phone, lead }, task, onClose, onDone }: TaskSheetProps) {
  if (task === 'follow' && lead) return <FollowUpSheet lead={lead} onClose={onClose} onDone={onDone} />;
  if (task !== 'call') return null;
  return <CallSheet lead={{ subject: { kind: 'member', id, name }, phone }} onClose={onClose} onCalled={onDone} />;
}

/** The customer once read; who is nobody's of one's own is said so in place of a fault. */
function Known({ customer }: { customer: Query<Customer> }) {
  if (customer.data === undefined && customer.error?.code === 'not_found') return <NotYours />;
  return (
    <Loaded query={customer}>
      {(data) =>
        data.view === 'served' ? (
          <Served customer={data} onChange={() => void customer.reload()} />
        ) : (
          <Brought customer={data} />
        )
      }
    </Loaded>
  );
}

function NotYours() {
  const step = (
    <Button kind="ghost" onTap={() => openPage(managerPages.portfolio)}>
      看我的客户
    </Button>
  );
  return (
    <Empty
      icon="person"
      title="这位客户不在您名下"
      text="只有维护人、协同人员和本网点主任能看；客户也可能已注销。可以到公海领取线索。"
      step={step}
    />
  );
}

/** What can be done next, the most likely last: that one is filled. */
function stepsOf({ lead, phone, can }: Customer): Task[] {
  return [
    ...(lead?.can.followUp ? (['follow'] as const) : []),
    ...(can.revealPhone && phone ? (['call'] as const) : []),
  ];
}

function NextSteps({ customer, onTask }: { customer: Customer; onTask: (task: Task) => void }) {
  const steps = stepsOf(customer);
  return (
    <>
      {steps.map((step) => (
        <Button
          key={step}
          id={step}
          kind={step === steps.at(-1) ? 'filled' : 'ghost'}
          icon={step === 'call' ? 'phone' : 'pen'}
          onTap={() => onTask(step)}
        >
          {step === 'call' ? '拨打' : '写跟进'}
        </Button>
      ))}
    </>
  );
}

type View = 'why' | 'doings' | 'credits';

const VIEWS: readonly { value: View; text: string }[] = [
  { value: 'why', text: '为什么' },
  { value: 'doings', text: '做过什么' },
  { value: 'credits', text: '归因' },
];

function Served({ customer, onChange }: { customer: Customer; onChange: () => void }) {
  const [view, setView] = useState<View>('why');
  const views = customer.can.readCredits ? VIEWS : VIEWS.filter(({ value }) => value !== 'credits');
  return (
    <>
      <CustomerHead customer={customer} />
      <Tabs label="看这位客户的什么" options={views} value={view} onChange={setView} />
      {view === 'why' ? <Why customer={customer} onChange={onChange} onAll={() => setView('doings')} /> : null}
      {view === 'doings' ? <Timeline memberId={customer.id} /> : null}
      {view === 'credits' ? <CreditList memberId={customer.id} /> : null}
    </>
  );
}

function Why({ customer, onChange, onAll }: { customer: Customer; onChange: () => void; onAll: () => void }) {
  const { id, standing, unlistedBecause, recent, lead } = customer;
  return (
    <>
      {unlistedBecause ? <Unlisted because={unlistedBecause} /> : null}
      {standing ? <SegmentWhy standing={standing} /> : null}
      {lead ? (
        <Section title="线索">
          <Card flush>
            <Row
              id="lead"
              title={`${lead.score} 分`}
              note={whyOf(lead)}
              tail={<Tag {...STATE_TAGS[lead.state]} />}
              onTap={() => openPage(managerPages.lead, { id: lead.id })}
            />
          </Card>
        </Section>
      ) : null}
      {recent.length > 0 ? (
        <Section title="做过什么">
          <Doings rows={recent} />
          <Button kind="quiet" size="small" onTap={onAll}>
            看全部
          </Button>
        </Section>
      ) : null}
      {standing ? <StandingDetails standing={standing} /> : null}
      <ServedBy
        customer={customer}
        onChange={onChange}
        onDecideOrigin={() => openPage(branchPages.origins, { memberId: id })}
      />
      <Belongings customer={customer} />
    </>
  );
}

function Unlisted({ because }: { because: NonNullable<Customer['unlistedBecause']> }) {
  const { title, text } = UNLISTED_WORDS[because];
  return <Notice tone="sky" icon="info" text={`${title}。${text}`} />;
}

/** A customer whom one brought and others serve now: only what is to one's credit. */
function Brought({ customer }: { customer: Customer }) {
  const { id, owner } = customer;
  const serves = owner ? `现在由${owner.name}维护` : '现在没有维护人';
  return (
    <>
      <CustomerHead customer={customer} />
      <Notice tone="sky" icon="info" text={`由您带来，${serves}。归因一直记给您，客户资料由维护人查看。`} />
      <Section title="记给谁">
        <BroughtCredits memberId={id} />
      </Section>
    </>
  );
}
