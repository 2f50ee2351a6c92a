/** The fields of /proc/<pid>/stat after the command name (state, parent, …); null where there is no such process or no /proc. */
export function readStat(pid: number): string[] | null;

/** The command line, words joined by spaces; null where the system doesn't say. */
export function commandLine(pid: number): string | null;
