/** One request that was answered, for those who log and count. Nothing that a client sent is in it but the id of the request. */
export interface Answered {
  /** Taken from the client where it has a form that may be repeated, else made. */
  readonly requestId: string;
  readonly method: string;
  /** `/v1/api-keys/:id`, and never the path: that may hold anything. Empty where there is no such route. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  /** The id of the key that was shown, where one counted. */
  readonly key?: string;
  /** What was decided, where that was the question. */
  readonly outcome?: string;
}

/** Told of each request once its answer begins. It must not throw. */
export type Observer = (answered: Answered) => void;
