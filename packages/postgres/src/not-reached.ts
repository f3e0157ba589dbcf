/** Says within this room that a snapshot lacks what it must hold: a later one, or another server's, may have it. */
export class NotReached extends Error {
  override readonly name = "NotReached";
  /** A transaction is not there, or it has no number yet. */
  readonly lack: "absent" | "unnumbered";
  /** Whether the snapshot is of a server that follows another. */
  readonly isOnStandby: boolean;

  constructor(lack: "absent" | "unnumbered", isOnStandby: boolean) {
    super(`a transaction is ${lack}`);
    this.lack = lack;
    this.isOnStandby = isOnStandby;
  }
}
