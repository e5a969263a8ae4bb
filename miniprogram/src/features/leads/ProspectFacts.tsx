import { INDUSTRY_WORDS } from '@linzhang/shared/branches/branches.rules';
import { MARKED_SOURCE_NAMES } from '@linzhang/shared/channels/channelNames.rules';
import type { LeadDetail } from '@linzhang/shared/leads/leads.contract';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Section } from '../../components/display/Section';

/** What was entered of somebody who is not a member yet. */
export function ProspectFacts({ prospect }: { prospect: NonNullable<LeadDetail['prospect']> }) {
  return (
    <Section title="登记的信息">
      <Card>
        <Facts
          facts={[
            ['类型', prospect.kind === 'company' ? '企业' : '个人'],
            ['联系人', prospect.contactName],
            ['行业', prospect.industry ? INDUSTRY_WORDS[prospect.industry] : null],
            ['地址', prospect.address],
            ['来源', MARKED_SOURCE_NAMES[prospect.source]],
            ['备注', prospect.remark || null],
          ]}
        />
      </Card>
    </Section>
  );
}
