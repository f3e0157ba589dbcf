/** An answer, read: all of it, or of a stream as much as shows what it is. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Without its parameters; `""` where there is no body. */
  readonly type: string;
  readonly text: string;
}

/** What streams begin with. */
const FRAMES = 2;

export async function answered(response: Response): Promise<Answered> {
  const { status, headers } = response;
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  const text = type === "text/event-stream" ? await beginning(response) : await response.text();
  return { status, headers, type, text };
}

/** The first frames of a stream that has no end. Leaving it frees what it held. */
async function beginning({ body }: Response): Promise<string> {
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let frames = 0; frames < FRAMES; frames++) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}
