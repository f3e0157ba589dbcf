import { readAs } from "../alike.ts";
import { broken, type Expression } from "../expression.ts";
import { wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN, IP_ADDRESS } from "../static-type.ts";
import { parseBlock, type Block } from "../values/cidr.ts";
import { describeGiven, quote } from "../values/describe.ts";
import { parseAs, Parsed } from "../values/parsed.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

const EXAMPLE = "a block of addresses such as `10.0.0.0/8`";

/**
 * `{"in_cidr": [address, block]}`: whether the address lies in the block. A block that the policy writes is read once,
 * and refused where it is none. IPv4-mapped IPv6 is IPv4 in both, and no other IPv6 block holds an IPv4 address.
 */
export const inCidr: Operator = { name: "in_cidr", least: 2, most: 2, compile };

function compile(call: Call): Compiled {
  const [given = broken(""), range = broken("")] = call.all();
  call.expect(given, "ipaddress", "text");
  call.expect(range, "text");
  const address = readAs(given, IP_ADDRESS, call);
  const written = writtenBlock(range, call);
  return {
    type: BOOLEAN,
    run: (frame) => {
      const ip = asAddress(address.run(frame), call.name);
      const block = written ?? asBlock(range.run(frame), call.name);
      if (ip instanceof Unknown || block instanceof Unknown) return Unknown.all(unknownsOf([ip, block]));
      return block.holds(ip.value);
    },
  };
}

function writtenBlock({ constant, pointer }: Expression, call: Call): Block | undefined {
  if (typeof constant !== "string") return undefined;
  const block = parseBlock(constant);
  if (block === undefined) call.report(`${quote(constant)} is not ${EXAMPLE}`, pointer);
  return block;
}

function asAddress(result: Result, name: string): Parsed | Unknown {
  if (result instanceof Unknown || (result instanceof Parsed && result.kind === "ipaddress")) return result;
  if (typeof result !== "string") return wrong(result, name, "an IP address");
  return parseAs("ipaddress", result) ?? misread(`${quote(result)} is not an IP address`);
}

function asBlock(result: Result, name: string): Block | Unknown {
  if (result instanceof Unknown) return result;
  if (typeof result === "string") return parseBlock(result) ?? misread(`${quote(result)} is not ${EXAMPLE}`);
  return misread(`\`${name}\` takes ${EXAMPLE}, not ${describeGiven(result)}`);
}

function misread(message: string): Unknown {
  return Unknown.problem("wrong_type", message);
}
