/** An end that must still come. */
import { AppError } from "@/lib/errors";

/** @throws AppError `invalid_input` for an instant that is past */
export function futureInstant(
  text: string | null | undefined,
  now: Date,
  path: string,
): Date | null {
  if (text === null || text === undefined) return null;
  const at = new Date(text);
  if (at > now) return at;
  const message = `must be after ${now.toISOString()}`;
  throw new AppError("invalid_input", `${path}: ${message}`, { errors: [{ path, message }] });
}
