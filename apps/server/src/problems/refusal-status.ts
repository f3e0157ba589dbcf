import type { RefusalCode } from "@relata/keys";

/** 401 asks for another credential; 403 does not, since none of the same caller would do. */
export const REFUSAL_STATUS = {
  ambiguous_credentials: 400,
  organization_required: 400,
  missing_api_key: 401,
  invalid_api_key: 401,
  invalid_token: 401,
  unauthorized: 401,
  environment_mismatch: 403,
  organization_mismatch: 403,
  forbidden: 403,
  rate_limited: 429,
} as const satisfies Readonly<Record<RefusalCode, number>>;
