/** A command that must fail. `codes` are the codes it may fail with. */
export class Refusal extends Error {
  readonly codes: readonly number[];
  constructor(...codes: number[]) {
    super(`must fail with ${codes.join(' or ')}`);
    this.codes = codes;
  }
}
