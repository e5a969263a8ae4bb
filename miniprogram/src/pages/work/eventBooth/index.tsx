import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { BoothForm } from '../../../features/events/BoothForm';
import { listOffersOf } from '../../../features/events/offerChoices.api';
import { getWorkEvent } from '../../../features/events/workEvents.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { listMerchants } from '../../../features/merchants/merchants.api';
import { toast } from '../../../lib/feedback';
import { decoded, goBack } from '../../../lib/navigation';
import { namedOptions } from '../../../lib/options';
import { useQuery } from '../../../lib/useQuery';
import { tabs } from '../../../paths';

/** Most partners that are listed to choose from. */
const LIMIT = 100;

async function readForm(eventId: string, boothId: string) {
  const event = await getWorkEvent({ params: { eventId } });
  const branchId = event.branch.id;
  const [merchants, offers] = await Promise.all([
    listMerchants({ query: { branchId, status: 'active', limit: LIMIT } }),
    listOffersOf(branchId, null),
  ]);
  return {
    event,
    booth: event.booths.find(({ id }) => id === boothId) ?? null,
    merchants: namedOptions(merchants.items),
    offers,
  };
}

/** Adds a booth to an event, or changes one. */
export default function EventBoothPage() {
  const { id, booth } = useRouter().params;
  return (
    <WorkScreen id="event-booth-page" needs="manageEvents">
      {() => <Form eventId={decoded(id)} boothId={decoded(booth)} />}
    </WorkScreen>
  );
}

function Form({ eventId, boothId }: { eventId: string; boothId: string }) {
  const form = useQuery(() => readForm(eventId, boothId), `${eventId}|${boothId}`);
  const done = () => {
    toast('已保存');
    goBack(tabs.me);
  };
  return <Loaded query={form}>{(data) => <BoothForm {...data} onDone={done} />}</Loaded>;
}
