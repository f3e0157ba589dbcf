/** Columns of a line, as in the files of this project. */
export const WIDTH = 120;
