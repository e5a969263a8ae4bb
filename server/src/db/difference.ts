/** One place where a stored projection is not what the ledger says; what `verify` prints. */
export interface Difference {
  /** Which projection, for instance `offers.claimedCount`. */
  projection: string;
  /** Id of the row that holds it. */
  id: string;
  /** What the ledger gives. */
  expected: unknown;
  /** What is stored. */
  found: unknown;
}
