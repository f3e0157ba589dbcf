/** Keys and tokens as they are made, and whatever else is as long as one: callers put credentials where they do not belong. */
const CREDENTIAL = /[A-Za-z0-9_-]{40,}(?:\.[A-Za-z0-9_-]*)*/g;

/** Text that a message may repeat of a request: without anything that may be a secret. */
export function redacted(text: string): string {
  return text.replace(CREDENTIAL, "[secret]");
}
