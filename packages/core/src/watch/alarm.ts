/** Wakes one who waits: at a time, when it is rung, or when it is turned off. It holds a timer only while somebody waits. */
export class Alarm {
  #isRung = false;
  #isOff = false;
  #wake: (() => void) | undefined;

  /** Whether it was rung since it was set. */
  get isRung(): boolean {
    return this.#isRung;
  }

  get isOff(): boolean {
    return this.#isOff;
  }

  set(): void {
    this.#isRung = false;
  }

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** For good. */
  turnOff(): void {
    this.#isOff = true;
    this.#wake?.();
  }

  /** Waits for so many milliseconds at the most; not at all where these are none, or it was rung since it was set. */
  async wait(ms: number): Promise<void> {
    if (ms <= 0 || this.#isRung || this.#isOff) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    this.#wake = undefined;
  }
}
