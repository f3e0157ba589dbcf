const SHORTEST = 32;
/** The characters of a bearer token (RFC 6750 §2.1), and of one that is encoded for a URL; as long as the shortest key may be. */
const LONG = /[\w.~+/=%-]{32,}/g;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** What is as long and is no key: a UUID, and a media type, no part of which is. */
const NO_KEY =
  /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(application|audio|image|multipart|text|video)\/[\w.+-]{1,31})$/i;

/**
 * Text of a caller as it may be repeated, to the caller or in the audit: credentials stand where they do not belong. What is as
 * long as the shortest key is left out, whether it is one or not; UUIDs and media types stay.
 */
export function withoutSecrets(text: string): string {
  if (text.length < SHORTEST || UUID.test(text)) return text;
  return text.replace(LONG, (found) => (NO_KEY.test(found) ? found : "[secret]"));
}

const KEY = /_(api|service|root)_(live|test)_[0-9A-Za-z]{43,}/;
const TOKEN = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/;

/** Whether a key or a token stands anywhere in the text, mistyped or not: then it is not to be stored or said again. */
export function holdsSecret(text: string): boolean {
  return KEY.test(text) || TOKEN.test(text);
}
