import { isFailure, type Failure } from "@relata/model";
import { toldOfFailure, type Told } from "./problems/told.ts";

/** A request that could not be decided: the engine failed, and that is no denial. `cause` is its failure. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly told: Told;
  /** As the handlers of errors of Express read it. */
  readonly status: number;

  constructor(failure: Failure) {
    super(failure.message, { cause: failure });
    this.told = toldOfFailure(failure);
    this.status = this.told.status;
  }
}

/** What is told of an error: undefined of one that is not relata's. */
export function toldOf(error: unknown): Told | undefined {
  if (error instanceof Fault) return error.told;
  return isFailure(error) ? toldOfFailure(error) : undefined;
}
