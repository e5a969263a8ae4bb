import type { EventFault } from '@linzhang/shared/events/publishing.rules';
import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { Notice } from '../../components/display/Notice';
import { Section } from '../../components/display/Section';
import { faultLine } from './workEventWords';

interface FaultListProps {
  title: string;
  faults: readonly EventFault[];
  event: Pick<WorkEvent, 'booths' | 'rewards'>;
}

/** Everything that is to mend, at once; nothing where all is well. */
export function FaultList({ title, faults, event }: FaultListProps) {
  if (faults.length === 0) return null;
  return (
    <Section title={title} count={String(faults.length)}>
      {faults.map((fault) => {
        const line = faultLine(fault, event);
        return <Notice key={`${line}${fault.boothId ?? ''}${fault.rewardId ?? ''}`} tone="amber" text={line} />;
      })}
    </Section>
  );
}
