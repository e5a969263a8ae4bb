import type { MyStanding } from '@linzhang/shared/tiering/tiering.contract';
import Taro from '@tarojs/taro';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Section } from '../../components/display/Section';

/** Who serves, and who helps; a tap calls. */
export function MyManager({ manager, supporters }: Pick<MyStanding, 'manager' | 'supporters'>) {
  if (!manager && supporters.length === 0) {
    return (
      <Section title="我的客户经理">
        <Card flush>
          <Row
            icon="person"
            title="还没有专属客户经理"
            note="扫网点或活动现场客户经理的码，或到网点说一声，就会有人为您服务"
          />
        </Card>
      </Section>
    );
  }
  return (
    <Section title="我的客户经理">
      <Card flush>
        {manager ? <Person {...manager} note={manager.branch} /> : null}
        {supporters.map((each) => (
          <Person key={`${each.name}${each.workPhone ?? ''}`} {...each} note="一起为您服务" />
        ))}
      </Card>
    </Section>
  );
}

function Person({ name, note, workPhone }: { name: string; note: string; workPhone: string | null }) {
  return (
    <Row
      icon="person"
      title={name}
      note={note}
      value={workPhone ? '打电话' : undefined}
      onTap={workPhone ? () => callManager(workPhone) : undefined}
    />
  );
}

/** Calls; one that the person breaks off is no fault. */
export function callManager(phoneNumber: string): void {
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined);
}
