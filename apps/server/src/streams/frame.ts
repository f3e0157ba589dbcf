/** One event of a stream. */
export interface Frame {
  /** What a client that comes again names in `Last-Event-ID`. */
  readonly id?: string;
  readonly event: string;
  readonly data: object;
}

/** A line that clients pass over: it keeps alive what is between, and shows a client that is gone. */
export const COMMENT = ":\n\n";

/**
 * As it is sent. JSON has no line ends of its own, so that data is one line; names and ids are ours.
 *
 * Source: HTML, "9.2.5 Parsing an event stream".
 */
export function frameText({ id, event, data }: Frame): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
