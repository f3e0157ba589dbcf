import { createRoute, z } from "@hono/zod-openapi";
import { isRefusal, type ExchangeInput } from "@relata/keys";
import type { IssuingHouse } from "../../house.ts";
import { Problem } from "../../problems/problem.ts";
import { refusalProblem } from "../../problems/refusal-problem.ts";
import { answerJson } from "../described.ts";
import { router } from "../router.ts";
import { checkClient } from "./client.ts";
import { forClients, NOT_KEPT, OAUTH_PROBLEMS, parameter, requestForm } from "./described.ts";
import { ACCESS_TOKEN, API_KEY, JWT, PATHS, TOKEN_EXCHANGE } from "./names.ts";

/** The scope of every token. */
export const SCOPE = "api_key_exchange";

const several = z.union([parameter, z.array(parameter)]).optional();

const WANTED = z.object({
  grant_type: parameter,
  client_id: parameter.optional(),
  client_secret: parameter.optional(),
  subject_token: parameter.optional(),
  subject_token_type: parameter.optional(),
  actor_token: parameter.optional(),
  actor_token_type: parameter.optional(),
  requested_token_type: parameter.optional(),
  audience: several,
  resource: several,
  scope: parameter.optional(),
  types: parameter.optional().openapi({ description: "Types that the token is wanted for alone, parted by spaces." }),
  permissions: parameter.optional().openapi({ description: "The same of permissions." }),
});

type Wanted = z.infer<typeof WANTED>;

const TOKEN = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.int(),
  scope: z.literal(SCOPE),
  issued_token_type: z.literal(ACCESS_TOKEN).optional(),
});

/** A token for a key, as clients of OAuth ask for one: with its id and secret, or in exchange (RFC 6749 §4.4, RFC 8693). */
export function tokenRoutes(house: IssuingHouse) {
  const { exchange, audiences } = house.issuer;
  const route = createRoute({
    method: "post",
    path: PATHS.token,
    operationId: "issueToken",
    summary: "A token for a key: `client_credentials`, or a token exchange.",
    ...forClients(house),
    request: requestForm(WANTED),
    responses: { 200: answerJson("The token.", TOKEN), ...OAUTH_PROBLEMS },
  });
  return router().openapi(route, async (c) => {
    const wanted = c.req.valid("form");
    const principal = checkClient(c);
    const issued = issuedType(wanted);
    const answer = await exchange(principal, inputOf(wanted, audiences));
    if (isRefusal(answer)) throw refusalProblem(answer);
    const { token, expiresIn } = answer;
    const said = { access_token: token, token_type: "Bearer", expires_in: expiresIn, scope: SCOPE } as const;
    return c.json({ ...said, ...issued }, 200, NOT_KEPT);
  });
}

/** @throws Problem `unsupported_grant_type`, `invalid_request` */
function issuedType(wanted: Wanted): Pick<z.infer<typeof TOKEN>, "issued_token_type"> {
  switch (wanted.grant_type) {
    case "client_credentials":
      return {};
    case TOKEN_EXCHANGE:
      checkExchange(wanted);
      return { issued_token_type: ACCESS_TOKEN };
    default:
      throw new Problem("unsupported_grant_type", `\`grant_type\` is \`client_credentials\` or \`${TOKEN_EXCHANGE}\``);
  }
}

function checkExchange(wanted: Wanted): void {
  const { subject_token, subject_token_type: subject, requested_token_type: requested = ACCESS_TOKEN } = wanted;
  if (subject_token === undefined) throw invalid("`subject_token` is missing: it is the key");
  if (subject !== API_KEY && subject !== ACCESS_TOKEN) {
    throw invalid(`\`subject_token_type\` is \`${API_KEY}\` or \`${ACCESS_TOKEN}\``);
  }
  if (wanted.actor_token !== undefined || wanted.actor_token_type !== undefined) {
    throw invalid("nobody acts for a key: leave `actor_token` out");
  }
  if (requested === ACCESS_TOKEN || requested === JWT) return;
  throw invalid(`\`requested_token_type\` is \`${ACCESS_TOKEN}\` or \`${JWT}\``);
}

function inputOf(wanted: Wanted, audiences: readonly string[]): ExchangeInput {
  const { scope = SCOPE, types, permissions } = wanted;
  if (scope !== SCOPE) throw new Problem("invalid_scope", `the scope of every token is \`${SCOPE}\``);
  const audience = audienceOf(wanted, audiences);
  return {
    ...(audience !== undefined && { audience }),
    ...(types !== undefined && { types: types.split(" ") }),
    ...(permissions !== undefined && { permissions: permissions.split(" ") }),
  };
}

/** The one target of `audience` and `resource`. RFC 8693 §2.1. @throws Problem `invalid_target` */
function audienceOf({ audience, resource }: Wanted, audiences: readonly string[]): string | undefined {
  const targets = [...new Set([audience, resource].flat())].filter((one) => one !== undefined);
  if (targets.length > 1) throw new Problem("invalid_target", "a token is for one target: ask for one after the other");
  const [target] = targets;
  if (target === undefined || audiences.includes(target)) return target;
  throw new Problem("invalid_target", `there are no tokens for \`${target}\``);
}

function invalid(message: string): Problem {
  return new Problem("invalid_request", message);
}
