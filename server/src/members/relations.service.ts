/** Who serves a member: the owner manager and the holder of the open lead. */
export interface ServiceRelation {
  ownerId: string | null;
  leadHolderId: string | null;
}

type Source = (memberId: string) => Promise<Partial<ServiceRelation>>;

const sources = new Set<Source>();

/** The domains that know who serves a member (attribution, leads) register here at start. */
export function registerServiceSource(source: Source): void {
  sources.add(source);
}

/** Who serves a member now, as far as the registered domains know. */
export async function findService(memberId: string): Promise<ServiceRelation> {
  const parts = await Promise.all([...sources].map((source) => source(memberId)));
  const first = (name: keyof ServiceRelation) => parts.map((part) => part[name]).find((id) => id != null) ?? null;
  return { ownerId: first('ownerId'), leadHolderId: first('leadHolderId') };
}
