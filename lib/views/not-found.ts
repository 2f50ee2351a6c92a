/** The answers to ids nobody knows. */
import { AppError } from "@/lib/errors";

export function unknownExecution(id: string): AppError {
  return new AppError("not_found", `There is no execution ${id}.`);
}

export function unknownSymbol(symbol: string): AppError {
  return new AppError("not_found", `${symbol} is not tracked.`);
}

/** @param isElsewhere an Inngest server runs the functions: it keeps the runs, this app does not */
export function unknownRun(id: string, isElsewhere: boolean): AppError {
  const where = isElsewhere ? " The Inngest server keeps the runs; look there." : "";
  return new AppError("not_found", `The embedded engine has no run ${id}.${where}`);
}
