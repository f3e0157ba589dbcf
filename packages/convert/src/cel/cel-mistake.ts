/** What keeps a text from being CEL. Thrown inside of the reader alone, and told by `convertCel`. */
export class CelMistake extends Error {
  readonly start: number;
  readonly end: number;
  readonly hint: string;

  constructor(start: number, end: number, message: string, hint: string) {
    super(message);
    this.start = start;
    this.end = end;
    this.hint = hint;
  }
}
