import type { EventDetail } from '@linzhang/shared/events/events.contract';
import { Row } from '../../components/action/Row';
import { Card } from '../../components/display/Card';
import { Seal } from '../../components/display/Seal';
import { Section } from '../../components/display/Section';
import { boothTitle } from './eventWords';

/** Every booth with what one does there and where it stands; a draft may have none. */
export function EventBooths({ booths }: Pick<EventDetail, 'booths'>) {
  if (booths.length === 0) return null;
  return (
    <Section title="摊位" count={String(booths.length)}>
      <Card flush>
        {booths.map((booth) => (
          <Row
            key={booth.id}
            lead={<Seal text={booth.sealText} size="small" earned={false} />}
            title={boothTitle(booth)}
            note={[booth.task, booth.spot].filter(Boolean).join(' · ')}
          />
        ))}
      </Card>
    </Section>
  );
}
