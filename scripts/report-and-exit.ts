/** How every command ends when it can't go on: sentences for what is expected, the whole error for what is not. */
import { ConfigError } from "@/lib/config/config-error";
import { AppError } from "@/lib/errors";
import { StopError } from "./launcher/stop-error.mjs";

export function reportAndExit(error: unknown): never {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) console.error(problem);
  } else if (error instanceof AppError || error instanceof StopError) {
    console.error(error.message);
  } else {
    console.error(error);
  }
  process.exit(1);
}
