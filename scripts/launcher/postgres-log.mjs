/** Turns what PostgreSQL wrote before it gave up into one sentence and what to do. */
import { StopError } from "./stop-error.mjs";

const KNOWN = [
  {
    pattern: /No space left on device|Disk quota exceeded/,
    problem: ({ root }) => `The disk that holds ${root} is full.`,
    remedy: "Free some space or set DATA_DIR to a directory on another disk.",
  },
  {
    pattern: /could not (create|map|attach).*shared memory|Cannot allocate memory/,
    problem: () => "PostgreSQL did not get the memory it needs (about 200 MB).",
    remedy: "Free some memory, or set DATABASE_URL to a PostgreSQL server elsewhere.",
  },
  {
    pattern: /Permission denied/,
    problem: ({ root }) => `PostgreSQL may not use its files below ${root}.`,
    remedy: "Correct their owner, or set DATA_DIR to a directory of this user.",
  },
  {
    pattern:
      /invalid (primary )?checkpoint record|could not locate a valid checkpoint|incorrect checksum|invalid data in file|is missing or erroneous|could not open file|could not read file|database files are incompatible/,
    problem: ({ pgData }) => `The database files in ${pgData} are damaged.`,
    remedy:
      "Move the directory away and restore a backup (`npm run restore`), or begin again with an empty one.",
  },
  {
    pattern: /error while loading shared libraries|version `GLIBC|cannot execute|ENOENT|ENOEXEC/,
    problem: () => "The embedded PostgreSQL does not run on this system.",
    remedy: "Set DATABASE_URL to a PostgreSQL server, version 15 or later.",
  },
];

/** @returns {StopError} */
export function explainPostgresLog(output, server, cause) {
  const text = `${output}\n${cause?.message ?? ""}`;
  const fatal = text
    .split("\n")
    .find((line) => /FATAL|PANIC|error|ENO/i.test(line))
    ?.trim();
  const known = KNOWN.find(({ pattern }) => pattern.test(text));
  const detail = fatal ? ` It said: "${fatal}".` : "";
  if (known) return new StopError(`${known.problem(server)}${detail}`, known.remedy, { cause });
  return new StopError(
    `PostgreSQL did not come up.${detail}`,
    `Its log is ${server.log}; setting DATABASE_URL uses another server instead.`,
    { cause },
  );
}
