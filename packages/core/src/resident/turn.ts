/** Whether something was done in this turn of the event loop already. */
export class Turn {
  #isOver = true;

  get isMarked(): boolean {
    return !this.#isOver;
  }

  /** Until the turn is over. */
  mark(): void {
    if (!this.#isOver) return;
    this.#isOver = false;
    setImmediate(() => {
      this.#isOver = true;
    });
  }
}
