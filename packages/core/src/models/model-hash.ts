import { canonicalJson, type Json, type Model } from "@relata/model";

/**
 * SHA-256 of the model as canonical JSON, in hexadecimal. Law: equal models have equal hashes, whatever the layout,
 * comments and order of their files; documentation counts, because it is part of the model.
 */
export async function modelHash(model: Model): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(model as unknown as Json));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
