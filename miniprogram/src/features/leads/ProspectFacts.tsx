import type { LeadDetail } from '@linzhang/shared/leads/leads.contract';
import { Card } from '../../components/display/Card';
import { Facts } from '../../components/display/Facts';
import { Section } from '../../components/display/Section';

interface ProspectFactsProps {
  prospect: NonNullable<LeadDetail['prospect']>;
  /** What industries and sources are called. */
  words: { industry: string | null; source: string };
}

/** What was entered of somebody who is not a member yet. */
export function ProspectFacts({ prospect, words }: ProspectFactsProps) {
  return (
    <Section title="登记的信息">
      <Card>
        <Facts
          facts={[
            ['类型', prospect.kind === 'company' ? '企业' : '个人'],
            ['联系人', prospect.contactName],
            ['行业', words.industry],
            ['地址', prospect.address],
            ['来源', words.source],
            ['备注', prospect.remark || null],
          ]}
        />
      </Card>
    </Section>
  );
}
