import { isJsonObject, type Failure, type JsonObject } from "@relata/model";

/** The JSON object that the text is. What it throws where it is none is `refused`, with the error of the parser, if any. */
export function jsonObject(text: string, refused: (cause?: unknown) => Failure): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused(cause);
  }
  if (!isJsonObject(value)) throw refused();
  return value;
}
