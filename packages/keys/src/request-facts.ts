/** What an authenticator is told of a request, whatever carries it. A `Request`, or the context of a framework, gives it. */
export interface RequestFacts {
  readonly headers: { get(name: string): string | null | undefined };
  /** Of the socket, and not of a header. */
  readonly address?: string;
  readonly route?: string;
  readonly requestId?: string;
}
