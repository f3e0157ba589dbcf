/** The token of an `Authorization` header: of the scheme `Bearer`, in any case, and of no other. RFC 6750 §2.1. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^bearer +([\w.~+/-]+=*)$/i.exec(header ?? "")?.[1];
}
