/** Structured logs: one line an event, JSON for machines, coloured for a terminal. Never given a key or a token. */
import { env } from "@/lib/env";

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40 } as const;
type Level = keyof typeof LEVELS;

/** Ids travel under these names everywhere: `execution_id`, `job`, `request_id`, `run_id`. */
export type LogFields = Readonly<Record<string, unknown>>;

export type Logger = {
  debug: (message: string, fields?: LogFields) => void;
  info: (message: string, fields?: LogFields) => void;
  warn: (message: string, fields?: LogFields) => void;
  error: (message: string, fields?: LogFields) => void;
  /** The same log with these fields on every line. */
  with: (fields: LogFields) => Logger;
};

const COLOURS: Record<Level, string> = { debug: "90", info: "36", warn: "33", error: "31" };

/** Builds a logger; `write` gets whole lines, `now` stamps them. */
export function createLogger(
  options: {
    level: Level;
    format: "pretty" | "json";
    write: (line: string) => void;
    now: () => Date;
  },
  bound: LogFields = {},
): Logger {
  const log =
    (level: Level) =>
    (message: string, fields: LogFields = {}) => {
      if (LEVELS[level] < LEVELS[options.level]) return;
      const all = readable({ ...bound, ...fields });
      const at = options.now().toISOString();
      options.write(
        options.format === "json"
          ? jsonLine(level, at, message, all)
          : prettyLine(level, at, message, all),
      );
    };
  return {
    debug: log("debug"),
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
    with: (fields) => createLogger(options, { ...bound, ...fields }),
  };
}

function jsonLine(level: Level, at: string, message: string, fields: LogFields): string {
  return JSON.stringify({ at, level, message, ...fields });
}

function prettyLine(level: Level, at: string, message: string, fields: LogFields): string {
  const rest = Object.entries(fields)
    .map(([name, value]) => ` ${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("");
  return `\x1b[90m${at.slice(11, 23)}\x1b[0m \x1b[${COLOURS[level]}m${level.padEnd(5)}\x1b[0m ${message}\x1b[90m${rest}\x1b[0m`;
}

/** Errors keep what JSON would drop: name, message, stack and the chain of causes. */
function readable(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? describeError(value) : value,
    ]),
  );
}

const LONGEST_MESSAGE = 1_000;

/** A failed statement's message ends with every value it was given: a page of bars, or the token of a session. */
const VALUES = /\nparams: [\s\S]*$/;

function describeError(error: Error): LogFields {
  const words = error.message.replace(VALUES, "");
  const left = words.length - LONGEST_MESSAGE;
  const message =
    left > 0 ? `${words.slice(0, LONGEST_MESSAGE)}… (${left} more characters)` : words;
  return {
    name: error.name,
    message,
    ...("code" in error ? { code: error.code } : {}),
    stack: error.stack?.replace(error.message, () => message),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}

export const log: Logger = createLogger({
  level: env.logLevel,
  format: env.logFormat ?? (process.stdout.isTTY ? "pretty" : "json"),
  write: (line) => process.stdout.write(`${line}\n`),
  now: () => new Date(),
});
