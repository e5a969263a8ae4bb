import type { OwnerHolding } from '@linzhang/shared/aum/owners.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Initial } from '../../components/display/Initial';
import { Section } from '../../components/display/Section';
import { Tag } from '../../components/display/Tag';
import { Empty } from '../../components/screen/Empty';
import { holdingLine } from './ownerWords';

interface HoldingListProps {
  holdings: readonly OwnerHolding[];
  onOpen: (employeeId: string) => void;
}

/** Who has what, for the choice of whose customers go over; those who have left come first. */
export function HoldingList({ holdings, onOpen }: HoldingListProps) {
  const some = holdings.filter(({ members, channels }) => members + channels > 0);
  const left = some.filter(({ employee }) => employee.left);
  const others = some.filter(({ employee }) => !employee.left);
  if (some.length === 0)
    return (
      <Empty
        icon="people"
        title="没有要移交的"
        text="同事名下有客户或渠道码时会列在这里。离职前先移交，客户不会没人管。"
      />
    );
  return (
    <>
      {left.length > 0 ? (
        <Section title="已停用，还没移交">
          <Holdings holdings={left} onOpen={onOpen} />
        </Section>
      ) : null}
      {others.length > 0 ? (
        <Section title="移交谁的客户">
          <Holdings holdings={others} onOpen={onOpen} />
        </Section>
      ) : null}
    </>
  );
}

function Holdings({ holdings, onOpen }: HoldingListProps) {
  return (
    <Card flush>
      {holdings.map((holding) => (
        <Row
          key={holding.employee.id}
          id={`holding-${holding.employee.number}`}
          lead={<Initial name={holding.employee.name} tone="sky" />}
          title={`${holding.employee.name}（${holding.employee.number}）`}
          note={holdingLine(holding)}
          tail={holding.employee.left ? <Tag text="已停用" tone="amber" /> : null}
          onTap={() => onOpen(holding.employee.id)}
        />
      ))}
    </Card>
  );
}
