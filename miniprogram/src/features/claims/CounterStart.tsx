import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Notice } from '../../components/display/Notice';
import { Result } from '../../components/display/Result';
import type { ShownRefusal } from './counterWords';

interface CounterStartProps {
  refusal: ShownRefusal | null;
  onType: () => void;
  onToday: () => void;
}

/** A counter that waits for a customer; why the last code was not taken. */
export function CounterStart({ refusal, onType, onToday }: CounterStartProps) {
  return (
    <>
      {refusal ? <Result {...refusal} /> : <Notice tone="sky" icon="info" text="请客户打开券包，点这张券出示核销码" />}
      <Card flush>
        <Row id="type-claim-code" icon="pen" title="输入券码" note="客户要在手机上确认一次" onTap={onType} />
        <Row id="open-redemptions" icon="list" title="今日核销" onTap={onToday} />
      </Card>
    </>
  );
}
