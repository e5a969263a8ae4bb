/** Who serves a member: the owner manager and the holder of the open lead. */
export interface ServiceRelation {
  ownerId: string | null;
  leadHolderId: string | null;
}

type Source = (memberIds: readonly string[]) => Promise<ReadonlyMap<string, Partial<ServiceRelation>>>;

const sources = new Set<Source>();

/** The domains that know who serves members (attribution, leads) register here at start; whom nobody serves they leave out. */
export function registerServiceSource(source: Source): void {
  sources.add(source);
}

/** Who serves each of these members now, as far as the registered domains know. */
export async function findServices(memberIds: readonly string[]): Promise<(memberId: string) => ServiceRelation> {
  const known = await Promise.all([...sources].map((source) => source(memberIds)));
  return (memberId) => {
    const first = (name: keyof ServiceRelation) =>
      known.map((parts) => parts.get(memberId)?.[name]).find((id) => id != null) ?? null;
    return { ownerId: first('ownerId'), leadHolderId: first('leadHolderId') };
  };
}

/** The same of one. */
export async function findService(memberId: string): Promise<ServiceRelation> {
  return (await findServices([memberId]))(memberId);
}
