import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Facts } from '../../components/display/Facts';
import { Notice } from '../../components/display/Notice';
import { Prose } from '../../components/display/Prose';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import { updateProspect } from './prospects.api';
import { prospectFacts, prospectLine } from './prospectWords';

interface ProspectDetailProps {
  prospect: Prospect;
  onEdit: () => void;
  /** Asks before something that ends a lead. */
  ask: (question: { title: string; text: string; yes: string; danger?: boolean }, work: () => unknown) => void;
  onChange: (prospect: Prospect) => void;
}

/** A prospect: what is known, what became of it, and what may be changed. */
export function ProspectDetail({ prospect, onEdit, ask, onChange }: ProspectDetailProps) {
  const { name, state, leadId, can } = prospect;
  return (
    <>
      <Prose heading={name} text={prospectLine(prospect)} />
      {state === 'converted' ? (
        <Notice tone="jade" icon="check" text="已绑定手机号，成为客户；线索也转到客户名下。" />
      ) : null}
      {state === 'dropped' ? <Notice text="已标为不再联系，恢复后会重新进公海。" /> : null}
      {state === 'open' && leadId && !can.openLead ? (
        <Notice tone="sky" icon="info" text="同事正在跟进这位潜客。" />
      ) : null}
      <Card>
        <Facts facts={prospectFacts(prospect)} />
      </Card>
      {can.update ? <Changes prospect={prospect} onEdit={onEdit} ask={ask} onChange={onChange} /> : null}
    </>
  );
}

function Changes({ prospect, onEdit, ask, onChange }: ProspectDetailProps) {
  const dropped = prospect.state === 'dropped';
  const toggle = useMutation(
    (state: 'open' | 'dropped') => {
      const { name, contactName, industry, place, source, remark, version, id } = prospect;
      const fields = { name, contactName, industry, place, source, remark };
      return updateProspect({ params: { prospectId: id }, body: { ...fields, state, version } });
    },
    (changed) => {
      toast(changed.state === 'dropped' ? '已标为不再联系' : '已恢复');
      onChange(changed);
    },
  );
  const drop = () =>
    ask(
      { title: '不再联系？', text: '手上的线索会一起结束，资料还在，以后可以恢复。', yes: '不再联系', danger: true },
      () => toggle.submit('dropped'),
    );
  return (
    <>
      <ErrorNotice error={toggle.error} />
      <Button id="edit-prospect" kind="ghost" icon="pen" onTap={onEdit}>
        修改资料
      </Button>
      <Button id="drop-prospect" kind="quiet" busy={toggle.busy} onTap={dropped ? () => toggle.submit('open') : drop}>
        {dropped ? '恢复为待发展' : '不再联系'}
      </Button>
    </>
  );
}
