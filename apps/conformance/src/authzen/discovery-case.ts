import type { AuthzenCase } from "./authzen-case.ts";
import { isRecord, type Pdp } from "./pdp.ts";

/** The metadata, by section 6 of the certification scenario. Over plain HTTP its addresses may be of HTTP. */
export const DISCOVERY_CASE: AuthzenCase = { level: "Discovery", name: "6 metadata", run: discover };

const OPTIONAL = [
  "access_evaluations_endpoint",
  "search_subject_endpoint",
  "search_resource_endpoint",
  "search_action_endpoint",
];

async function discover(pdp: Pdp): Promise<string | undefined> {
  const { status, headers, body } = await pdp.metadata();
  if (status !== 200 || !isRecord(body)) return `expected status 200 and a JSON object, got ${status}`;
  if (!/^application\/json\b/i.test(headers.get("content-type") ?? ""))
    return "expected `Content-Type: application/json`";
  if (body["policy_decision_point"] !== pdp.url) return `expected \`policy_decision_point\` to be ${pdp.url}`;
  const { protocol } = new URL(pdp.url);
  const given = ["access_evaluation_endpoint", ...OPTIONAL.filter((name) => body[name] !== undefined)];
  const wrong = given.find((name) => !isAddress(body[name], protocol));
  if (wrong !== undefined) return `expected \`${wrong}\` to be an address`;
  const { capabilities = [] } = body;
  const isList = Array.isArray(capabilities) && capabilities.every((one) => typeof one === "string");
  return isList ? undefined : "expected `capabilities` to be a list of texts";
}

function isAddress(value: unknown, protocol: string): boolean {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  return ["https:", protocol].includes(new URL(value).protocol);
}
