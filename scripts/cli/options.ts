/** What each command takes, checked before anything is asked. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { CliError, EXIT } from "./cli-error";

const SHARED = {
  json: { type: "boolean" },
  url: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies ParseArgsOptionsConfig;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const START = {
  force: flag,
  wait: flag,
  reason: text,
  "newest-first": flag,
  priority: text,
} as const;

const COMMANDS = {
  status: { options: {}, operands: 0 },
  staleness: {
    options: {
      status: text,
      "data-status": text,
      timeframe: text,
      criticality: text,
      "asset-class": text,
      symbol: text,
      limit: text,
    },
    operands: 0,
  },
  executions: { options: { status: text, trigger: text, symbol: text, limit: text }, operands: 0 },
  run: {
    options: {
      ...START,
      symbols: text,
      timeframes: text,
      criticality: text,
      from: text,
      to: text,
      "dry-run": flag,
    },
    operands: 0,
  },
  rerun: { options: { wait: flag, reason: text, missing: flag, all: flag }, operands: 1 },
  watch: { options: {}, operands: 1 },
} as const satisfies Record<string, { options: ParseArgsOptionsConfig; operands: number }>;

export type CommandName = keyof typeof COMMANDS;
export type Values = Readonly<Record<string, string | boolean | undefined>>;
export type Parsed = { command: CommandName | null; values: Values; operand: string | undefined };

/** @throws CliError for a command or option that does not exist */
export function parseCommand(argv: readonly string[]): Parsed {
  const place = commandPlace(argv);
  const first = argv[place];
  const isHelp = argv.length === 0 || first === "help" || argv[0] === "--help" || argv[0] === "-h";
  if (isHelp) return { command: null, values: { help: true }, operand: undefined };
  if (first === undefined || !isCommand(first)) {
    const what = first === undefined ? "No command was named" : `"${first}" is no command`;
    const known = Object.keys(COMMANDS).join(", ");
    throw new CliError(EXIT.usage, `${what}; there are ${known}.`, HELP_ADVICE);
  }
  const rest = argv.toSpliced(place, 1);
  const { options, operands } = COMMANDS[first];
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...SHARED, ...options },
      allowPositionals: true,
    });
    if (positionals.length > operands) {
      throw new TypeError(`Unexpected argument "${positionals[operands]}".`);
    }
    return { command: first, values: values as Values, operand: positionals[0] };
  } catch (error) {
    const message = error instanceof Error ? error.message : "Unknown option.";
    throw new CliError(EXIT.usage, message, HELP_ADVICE);
  }
}

/** What holds for every command may stand before it: `--json status`. */
function commandPlace(argv: readonly string[]): number {
  return argv.findIndex((word, place) => !word.startsWith("-") && argv[place - 1] !== "--url");
}

const HELP_ADVICE = "`npx candlewatch --help` lists what there is.";

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function listOf(values: Values, name: string): string[] | undefined {
  return textOf(values, name)
    ?.split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** @throws CliError when it is no whole number */
export function numberOf(values: Values, name: string): number | undefined {
  const given = textOf(values, name);
  if (given === undefined) return undefined;
  if (/^-?\d+$/.test(given)) return Number(given);
  throw new CliError(EXIT.usage, `--${name} must be a whole number, not "${given}".`);
}
