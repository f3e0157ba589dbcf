import type { Instant, Model } from "@relata/model";
import type { Limits } from "@relata/resolver";
import type { Observers } from "./observing/observers.ts";

/** What every question is answered with. */
export interface Engine {
  readonly model: Model;
  /** The present, for questions that name no instant. */
  readonly present: () => Instant;
  readonly limits: Limits;
  /** How long a question may take that says nothing of it. */
  readonly deadlineMs?: number;
  readonly observers: Observers;
}
