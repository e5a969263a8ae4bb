import { Row } from '../../../components/action/Row';
import { Card } from '../../../components/display/Card';
import { Section } from '../../../components/display/Section';
import { openPage } from '../../../lib/navigation';
import { workPages } from '../../../paths';

/** What else is done at a booth. */
export function BoothEntries({ boothId, bank }: { boothId: string; bank: boolean }) {
  return (
    <Section title="这个摊位还可以">
      <Card flush>
        <Row
          id="booth-redeem"
          icon={bank ? 'gift' : 'ticket'}
          title={bank ? '核销券、发放礼品' : '核销券'}
          onTap={() => openPage(workPages.redeem, { boothId })}
        />
        {bank ? (
          <Row
            id="booth-contact"
            icon="people"
            title="加联系人"
            onTap={() => openPage(workPages.contact, { boothId })}
          />
        ) : null}
        <Row id="booth-day" icon="list" title="我扫过的" onTap={() => openPage(workPages.boothDay, { boothId })} />
      </Card>
    </Section>
  );
}
