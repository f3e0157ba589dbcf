import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export interface TokenParts {
  readonly iss?: string;
  readonly aud?: string;
  readonly lifeSeconds?: number;
  /** Signed by a key that the issuer has not published. */
  readonly isForged?: boolean;
}

/** An issuer of tokens on a port of its own, which publishes its keys. */
export async function startIssuer() {
  const [pair, forger] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  const keys = [{ ...(await exportJWK(pair.publicKey)), kid: "1", alg: "RS256", use: "sig" }];
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** What a person's browser sends, signed in as that. */
  const tokenOf = (sub: string, parts: TokenParts = {}): Promise<string> => {
    const { iss = issuer, aud = "platform", lifeSeconds = 60, isForged = false } = parts;
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({})
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setIssuer(iss)
      .setAudience(aud)
      .setSubject(sub)
      .setIssuedAt(now)
      .setExpirationTime(now + lifeSeconds)
      .sign((isForged ? forger : pair).privateKey);
  };
  return { issuer, jwks: `${issuer}/.well-known/jwks.json`, tokenOf, close: () => void server.close() };
}
