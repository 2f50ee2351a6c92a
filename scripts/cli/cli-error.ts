/** What ends a command, and with which exit code. `--help` prints the list. */
export const EXIT = {
  good: 0,
  /** The answer is bad news: unhealthy, stale, failed. */
  bad: 1,
  usage: 2,
  refused: 3,
  away: 4,
  rejected: 5,
  interrupted: 130,
} as const;

export class CliError extends Error {
  readonly exitCode: number;
  /** What to do about it, on a line of its own. */
  readonly advice: string | null;

  constructor(exitCode: number, message: string, advice: string | null = null) {
    super(message);
    this.name = "CliError";
    this.exitCode = exitCode;
    this.advice = advice;
  }
}
