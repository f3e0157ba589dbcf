/** Milliseconds by a clock that all processes of this machine share, and that never steps back. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6;
