/** CEL expressions over `event`, `events` and `async`: compiled once, evaluated often. */
import { Environment } from "@marcbachmann/cel-js";
import { AppError } from "@/lib/errors";

export type CelVars = { event?: unknown; events?: unknown; async?: unknown };
type Compiled = (vars: CelVars) => unknown;

const environment = new Environment()
  .registerVariable("event", "dyn")
  .registerVariable("events", "dyn")
  .registerVariable("async", "dyn");

const MAX_CACHED = 5_000;
const compiled = new Map<string, Compiled>();

/**
 * @param where names the function and the option for the error
 * @throws AppError `invalid_input` when it does not parse or names an unknown variable
 */
export function compileCel(expression: string, where: string): Compiled {
  const known = compiled.get(expression);
  if (known) return known;
  let program: ReturnType<typeof environment.parse>;
  try {
    program = environment.parse(expression);
  } catch (error) {
    throw refuse(expression, where, error);
  }
  const check = program.check();
  if (!check.valid) throw refuse(expression, where, check.error);
  const run: Compiled = (vars) => program(vars as Record<string, unknown>);
  if (compiled.size >= MAX_CACHED) compiled.clear();
  compiled.set(expression, run);
  return run;
}

/** Why the expression can't be used, naming `where` it stands; null when it can. */
export function celRefusal(expression: string, where: string): string | null {
  try {
    compileCel(expression, where);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** True only if the expression says `true`; a missing field or a type error means no match. */
export function celMatches(expression: string, vars: CelVars): boolean {
  try {
    return compileCel(expression, "if")(vars) === true;
  } catch {
    return false;
  }
}

/** The value as a key: equal values give equal keys; a missing field is the empty key. */
export function celKey(expression: string, vars: CelVars): string {
  const value = celValue(expression, vars);
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : stringify(value);
}

/** The number the expression gives, or null when it gives none. */
export function celNumber(expression: string, vars: CelVars): number | null {
  const value = Number(celValue(expression, vars) ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function celValue(expression: string, vars: CelVars): unknown {
  try {
    return compileCel(expression, "key")(vars);
  } catch {
    return undefined;
  }
}

function stringify(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? Number(inner) : inner)) ??
    ""
  );
}

function refuse(expression: string, where: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message.split("\n")[0] : "it can't be read";
  return new AppError(
    "invalid_input",
    `${where}: the CEL expression "${expression}" is refused: ${reason}.`,
    {
      cause,
    },
  );
}
