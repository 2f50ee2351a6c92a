/** The fields of /proc/<pid>/stat after the command name (state, parent, …); null where there is no such process or no /proc. */
export function readStat(pid: number): string[] | null;
