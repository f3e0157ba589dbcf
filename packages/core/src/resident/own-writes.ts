import type { ConsistencyToken } from "@relata/store";
import { OwnTransactions } from "./own-transactions.ts";

/** What the engine wrote itself, and wants to see at once. */
export class OwnWrites {
  /** How many there were. */
  count = 0;
  readonly transactions = new OwnTransactions();

  /** Says that there was one. */
  add(): void {
    this.count++;
  }

  /** Says that there was one in a transaction of the application, which may commit at any time. */
  addInside(token: ConsistencyToken): void {
    this.count++;
    this.transactions.add(token);
  }
}
