/** How patient streams are with their clients, and how many there may be. */
export interface StreamSettings {
  /** Milliseconds of silence after which a comment is sent: 15,000 unless given. */
  readonly heartbeatMs: number;
  /** Milliseconds in which a client has to take what it was sent, or is cut: 30,000 unless given. */
  readonly stallMs: number;
  /** Streams that the server keeps open at once: 1,000 unless given. */
  readonly perServer: number;
  /** Streams of one caller among them: 100 unless given. */
  readonly perCaller: number;
}

export const STREAM_SETTINGS: StreamSettings = {
  heartbeatMs: 15_000,
  stallMs: 30_000,
  perServer: 1_000,
  perCaller: 100,
};
