import { readAs } from "../alike.ts";
import { broken } from "../expression.ts";
import { wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { describeType, quote } from "../values/describe.ts";
import { parseAs, Parsed, type ParsedKind } from "../values/parsed.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

const KINDS: readonly ParsedKind[] = ["timestamp", "duration", "ipaddress"];

/**
 * `{"timestamp": text}`, `{"duration": text}` and `{"ipaddress": text}`: the value that the text means. Text that the
 * policy writes is read once, and refused where it is none; a value of the kind already is itself.
 */
export const parsedValues: readonly Operator[] = KINDS.map((kind) => ({
  name: kind,
  least: 1,
  most: 1,
  compile: (call) => compile(call, kind),
}));

function compile(call: Call, kind: ParsedKind): Compiled {
  const [given = broken("")] = call.all();
  call.expect(given, "text", kind);
  const text = readAs(given, { kind }, call);
  return { type: { kind }, run: (frame) => asParsed(text.run(frame), kind) };
}

function asParsed(result: Result, kind: ParsedKind): Parsed | Unknown {
  if (result instanceof Unknown || (result instanceof Parsed && result.kind === kind)) return result;
  if (typeof result !== "string") return wrong(result, kind, "text");
  const parsed = parseAs(kind, result);
  return parsed ?? Unknown.problem("wrong_type", `${quote(result)} is not ${describeType({ kind })}`);
}
