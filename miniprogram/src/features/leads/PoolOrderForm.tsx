import type { PoolPrinciple } from '@linzhang/shared/leads/leads.rules';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/action/Button';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Notice } from '../../components/display/Notice';
import { Form } from '../../components/form/Form';
import { useMutation } from '../../lib/useMutation';
import { setPoolOrder } from './branchLeads.api';
import { PRINCIPLE_WORDS } from './leadWords';
import classes from './PoolOrderForm.module.scss';

interface PoolOrderFormProps {
  branchId: string;
  order: readonly PoolPrinciple[];
  /** The version that was read. */
  version: number;
  onDone: () => void;
}

/** Which principle of the pool comes first; what one leaves equal, the next tells apart. */
export function PoolOrderForm({ branchId, order, version, onDone }: PoolOrderFormProps) {
  const [draft, setDraft] = useState<PoolPrinciple[]>([...order]);
  const changed = draft.some((name, index) => name !== order[index]);
  const save = useMutation(
    (wanted: PoolPrinciple[]) => setPoolOrder({ params: { branchId }, body: { order: wanted, version } }),
    onDone,
  );
  return (
    <Form>
      <Notice tone="sky" icon="info" text="公海先按第一条排，一样的再看下一条。改了马上生效。" />
      <Card flush>
        {draft.map((name, index) => (
          <Row
            key={name}
            lead={<Rank place={index + 1} />}
            title={PRINCIPLE_WORDS[name].name}
            note={PRINCIPLE_WORDS[name].text}
            tail={
              index > 0 ? (
                <View>
                  <Button
                    id={`raise-${name}`}
                    size="small"
                    kind="ghost"
                    onTap={() => setDraft((now) => raised(now, index))}
                  >
                    上移
                  </Button>
                </View>
              ) : null
            }
          />
        ))}
      </Card>
      <ErrorNotice error={save.error} />
      <Button id="save-pool-order" disabled={!changed} busy={save.busy} onTap={() => save.submit(draft)}>
        保存顺序
      </Button>
    </Form>
  );
}

function Rank({ place }: { place: number }) {
  return (
    <View className={classes.rank}>
      <Text>{String(place)}</Text>
    </View>
  );
}

/** The order with one principle a place further up. */
function raised(order: readonly PoolPrinciple[], index: number): PoolPrinciple[] {
  const next = [...order];
  const [name] = next.splice(index, 1);
  if (name) next.splice(index - 1, 0, name);
  return next;
}
