/** An expected reason not to start: one sentence on what is wrong, one on what to do. Printed without a stack. */
export class StopError extends Error {
  /**
   * @param {string} problem what is wrong, as a sentence
   * @param {string} remedy what the reader can do about it
   * @param {{ cause?: unknown }} [options]
   */
  constructor(problem, remedy, options = {}) {
    super(`${problem} ${remedy}`, options);
    this.name = "StopError";
  }
}

/** Says the same thing for every way a disk, a quota or a permission can be in the way; null when it is something else. */
export function explainFileProblem(error, path) {
  const code = error?.code ?? "";
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new StopError(
      `The disk that holds ${path} is full.`,
      "Free some space or set DATA_DIR to a directory on another disk.",
      { cause: error },
    );
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new StopError(
      `${path} can't be written by this user (${code}).`,
      "Correct its owner or set DATA_DIR to a directory you can write.",
      { cause: error },
    );
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    return new StopError(
      `${path} is in the way: it is not a directory.`,
      "Move it or set DATA_DIR to another directory.",
      { cause: error },
    );
  }
  return null;
}
