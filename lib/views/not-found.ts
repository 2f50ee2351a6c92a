/** The answers to ids nobody knows. */
import { AppError } from "@/lib/errors";

export function unknownExecution(id: string): AppError {
  return new AppError("not_found", `There is no execution ${id}.`);
}

export function unknownSymbol(symbol: string): AppError {
  return new AppError("not_found", `${symbol} is not tracked.`);
}
