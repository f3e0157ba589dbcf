/** One event as a client reads it. */
export interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Wish {
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
}

export function request(url: string, { key, query = {}, lastEventId, signal }: Wish): Promise<Response> {
  return fetch(`${url}/v1/watch?${new URLSearchParams(query).toString()}`, {
    headers: { "x-api-key": key, ...(lastEventId !== undefined && { "last-event-id": lastEventId }) },
    ...(signal !== undefined && { signal }),
  });
}

/** The events of an answer; `""` for each comment. Ends with the stream. */
export async function* read(response: Response): AsyncGenerator<Told | ""> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) yield part.startsWith(":") ? "" : parse(part);
  }
}

/** Events without comments. Leaving the loop closes the connection. */
export async function* follow(url: string, wish: Wish): AsyncGenerator<Told> {
  const response = await request(url, wish);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  for await (const told of read(response)) if (told !== "") yield told;
}

export function parse(part: string): Told {
  const fields = Object.fromEntries(
    part.split("\n").map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]),
  );
  const { id = "", event = "", data = "null" } = fields;
  return { id, event, data: JSON.parse(data) as Readonly<Record<string, unknown>> };
}
