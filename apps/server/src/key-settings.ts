import {
  APP_VARIABLE,
  PEPPERS_FORM,
  PEPPERS_VARIABLE,
  readPeppers,
  type Environment as KeyEnvironment,
  type EnvironmentKeys,
  type KeyEncryptionKey,
  type Limit,
  type Peppers,
} from "@relata/keys";
import { encryptionOf, environmentsOf, limitsOf, listOf, rangesOf, urlOf } from "./setting-forms.ts";
import type { Environment } from "./settings.ts";

/** What the environment says of keys, and of who may call. */
export interface KeySettings {
  /** How keys begin. */
  readonly app: string;
  readonly environments: readonly KeyEnvironment[];
  readonly environment: EnvironmentKeys;
  readonly limits: readonly Limit[];
  readonly addresses: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly audiences: readonly [string, ...string[]];
  /** The `iss` of tokens; the address at which the server listens unless set. */
  readonly issuer?: string;
  /** Under what signing keys are encrypted; a file beside the database unless set. */
  readonly encryption?: readonly KeyEncryptionKey[];
  readonly peppers?: Peppers;
}

interface ReadKeySettings {
  readonly settings: KeySettings;
  readonly problems: readonly string[];
}

/** Every variable is `RELATA_…`; lists are parted by commas. */
export function readKeySettings(env: Environment): ReadKeySettings {
  const problems: string[] = [];
  const attempt = <T>(name: string, read: (text: string) => T | undefined, hint: string): T | undefined => {
    const text = env[name];
    if (text === undefined || text === "") return undefined;
    const value = read(text);
    if (value === undefined) problems.push(`\`${name}\` ${hint}`);
    return value;
  };
  const ranges = "is a list of addresses and CIDR ranges, as `10.0.0.0/8,2001:db8::/32`";
  const named = "is a list of `<name>:<secret>`, the newest first";
  const encryption = attempt("RELATA_ENCRYPTION_KEYS", encryptionOf, `${named}: a secret is 32 bytes in base64url`);
  const peppers = attempt(PEPPERS_VARIABLE, readPeppers, PEPPERS_FORM);
  const [first = "relata", ...others] = attempt("RELATA_AUDIENCES", listOf, "is a list of names") ?? [];
  const issuer = attempt("RELATA_ISSUER", urlOf, "is a URL, as `https://auth.example.com`");
  const settings: KeySettings = {
    app: env[APP_VARIABLE] ?? "relata",
    environments: attempt("RELATA_ENVIRONMENTS", environmentsOf, "is a list of `live` and `test`") ?? ["live"],
    environment: { admin: env["RELATA_ADMIN_KEY"] ?? "", clients: env["RELATA_CLIENT_KEYS"] ?? "" },
    limits: attempt("RELATA_RATE_LIMIT", limitsOf, "is a list of `<requests>/<seconds>`, as `1000/3600`") ?? [],
    addresses: attempt("RELATA_ALLOWED_IPS", rangesOf, `${ranges}, or \`*\``) ?? ["*"],
    trustedProxies: attempt("RELATA_TRUSTED_PROXIES", rangesOf, ranges) ?? [],
    audiences: [first, ...others],
    ...(issuer !== undefined && { issuer }),
    ...(encryption !== undefined && { encryption }),
    ...(peppers !== undefined && { peppers }),
  };
  return { settings, problems };
}
