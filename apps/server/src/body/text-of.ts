import { isUtf8 } from "node:buffer";
import { Problem } from "../problems/problem.ts";

const BYTE_ORDER_MARK = "\uFEFF";

/** The text, without a mark of the order of bytes. @throws Problem `invalid_json` for bytes that are not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new Problem("invalid_json", "the body is not JSON: it is not UTF-8");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
