/** What a row is read as, and what is told of one that is none. */
export interface RowHandling<T> {
  /** The fields of a row and the line on which it begins, from 1; undefined where it holds nothing. */
  readonly read: (fields: readonly string[], line: number) => T | undefined;
  /** The most characters of a row. */
  readonly maxLength: number;
  readonly onTooLong: (line: number) => void;
  /** Told what breaks the rules of quotes and line ends. The next row is looked for behind the next line feed. */
  readonly onMalformed: (line: number, problem: string) => void;
}

/**
 * Where in a row the next character stands: at the start of a field, in a bare one, in a quoted one, behind a quote in
 * it that may be its end, behind a carriage return, or in a row that is lost.
 */
type State = "start" | "bare" | "quoted" | "closing" | "return" | "lost";

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * CSV in chunks, cut anywhere, as rows of fields: RFC 4180, also with bare line feeds as line ends, and a byte order mark
 * before it. At most one row, of the most length, is kept. Cost: linear in the text, however it is cut.
 *
 * Why our own: docs/decisions/0011. A library is the oracle in the tests.
 */
export class RowReader<T> {
  readonly #handling: RowHandling<T>;
  #state: State = "start";
  #fields: string[] = [];
  #field = "";
  /** Of the row so far, commas included. */
  #length = 0;
  /** Whether the row has been told of as a problem, and only its end is looked for. */
  #isDropped = false;
  /** On which the row begins, and on which the next character stands. */
  #rowLine = 1;
  #line = 1;
  #isFirst = true;

  constructor(handling: RowHandling<T>) {
    this.#handling = handling;
  }

  *push(chunk: string): Generator<T> {
    if (chunk === "") return;
    let at = this.#isFirst && chunk.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    this.#isFirst = false;
    while (at < chunk.length) {
      at = this.#step(chunk, at);
      if (chunk.charCodeAt(at - 1) !== LINE_FEED || this.#state !== "start") continue;
      const read = this.#take();
      if (read !== undefined) yield read;
    }
  }

  *end(): Generator<T> {
    if (this.#state === "quoted") this.#lose("the quotes of a field are never closed");
    if (this.#state === "return") this.#lose(LONE_RETURN);
    if (this.#state !== "start" || this.#fields.length > 0) this.#endField();
    const read = this.#take();
    if (read !== undefined) yield read;
  }

  /** Reads on from there, and says how far. Behind a line feed that ends the row the state is `start`. */
  #step(chunk: string, at: number): number {
    switch (this.#state) {
      case "start":
        this.#state = chunk.charCodeAt(at) === QUOTE ? "quoted" : "bare";
        return this.#state === "quoted" ? at + 1 : at;
      case "bare":
        return this.#bare(chunk, at);
      case "quoted":
        return this.#quoted(chunk, at);
      case "closing":
        if (chunk.charCodeAt(at) !== QUOTE) return this.#delimiter(chunk, at, AFTER_QUOTES);
        this.#keep('"');
        this.#state = "quoted";
        return at + 1;
      case "return":
        if (chunk.charCodeAt(at) !== LINE_FEED) this.#lose(LONE_RETURN);
        else this.#state = "start";
        return this.#state === "start" ? at + 1 : at;
      case "lost": {
        const end = chunk.indexOf("\n", at);
        if (end !== -1) this.#state = "start";
        return end === -1 ? chunk.length : end + 1;
      }
    }
  }

  #bare(chunk: string, at: number): number {
    let end = at;
    while (end < chunk.length && !isSpecial(chunk.charCodeAt(end))) end++;
    this.#keep(chunk.slice(at, end));
    return end === chunk.length ? end : this.#delimiter(chunk, end, INSIDE_BARE);
  }

  #quoted(chunk: string, at: number): number {
    const quote = chunk.indexOf('"', at);
    const end = quote === -1 ? chunk.length : quote;
    const part = chunk.slice(at, end);
    this.#keep(part);
    for (let feed = part.indexOf("\n"); feed !== -1; feed = part.indexOf("\n", feed + 1)) this.#line++;
    if (quote === -1) return end;
    this.#state = "closing";
    return end + 1;
  }

  /** What ends a field; any other character there is the problem. */
  #delimiter(chunk: string, at: number, problem: string): number {
    const code = chunk.charCodeAt(at);
    if (code !== COMMA && code !== LINE_FEED && code !== RETURN) {
      this.#lose(problem);
      return at;
    }
    this.#endField();
    this.#state = code === RETURN ? "return" : "start";
    return at + 1;
  }

  #keep(part: string): void {
    if (this.#isDropped) return;
    this.#length += part.length;
    if (this.#length <= this.#handling.maxLength) {
      this.#field += part;
      return;
    }
    this.#drop();
    this.#handling.onTooLong(this.#rowLine);
  }

  #endField(): void {
    // Why it has a length: a row of nothing but commas is too long, too.
    this.#length++;
    if (!this.#isDropped) this.#fields.push(this.#field);
    this.#field = "";
  }

  #lose(problem: string): void {
    this.#state = "lost";
    if (this.#isDropped) return;
    this.#drop();
    this.#handling.onMalformed(this.#rowLine, problem);
  }

  #drop(): void {
    this.#isDropped = true;
    this.#fields = [];
    this.#field = "";
  }

  #take(): T | undefined {
    const fields = this.#fields;
    const line = this.#rowLine;
    const isKept = !this.#isDropped;
    this.#fields = [];
    this.#length = 0;
    this.#isDropped = false;
    this.#rowLine = ++this.#line;
    // Spreadsheets write the empty rows below a table.
    return isKept && fields.some((field) => field !== "") ? this.#handling.read(fields, line) : undefined;
  }
}

const LONE_RETURN = "a carriage return stands alone: lines end with a line feed, or with both";
const AFTER_QUOTES = "text follows the closing quote of a field: write a quote inside of quotes twice";
const INSIDE_BARE = "a quote stands in a field without quotes: write the field in quotes, and each quote in it twice";

function isSpecial(code: number): boolean {
  return code === COMMA || code === LINE_FEED || code === RETURN || code === QUOTE;
}
