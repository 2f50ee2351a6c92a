/** The gate to the environment: the only server file that reads `process.env`. A bad value stops the process here. */
import "server-only";
import { parseEnv } from "@/lib/config/env-schema";

export const env = parseEnv(process.env);
