/** What a command is given, and what it gives back. */
import type { Client } from "./client";
import type { Values } from "./options";

export type CliDeps = {
  env: Readonly<Record<string, string | undefined>>;
  write: (text: string) => void;
  writeError: (text: string) => void;
  /** Whether somebody looks: a progress bar redraws, colours are used. */
  isTerminal: boolean;
  signal: AbortSignal;
  /** Between two looks at a running execution. */
  pollMs?: number;
};

export type CommandDeps = Pick<CliDeps, "write" | "writeError" | "isTerminal" | "signal"> & {
  call: Client;
  isJson: boolean;
  pollMs: number;
};
type CommandInput = { values: Values; operand: string | undefined };
/** Answers with the exit code. */
export type Command = (deps: CommandDeps, input: CommandInput) => Promise<number>;
