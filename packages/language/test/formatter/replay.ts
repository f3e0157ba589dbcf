const { RELATA_SEED, RELATA_PATH } = process.env;

/** The run that failed, where its seed and path are given; fast-check prints both. */
export const replay = {
  ...(RELATA_SEED !== undefined && { seed: Number(RELATA_SEED) }),
  ...(RELATA_PATH !== undefined && { path: RELATA_PATH }),
};
