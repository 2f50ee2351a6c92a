/** The secret that signs cookies. The launcher keeps one in DATA_DIR; without it a restart signs everybody out. */
import { randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const holder: { [key: symbol]: string | undefined } = globalThis as never;
const SECRET = Symbol.for("candlewatch.auth-secret");

export function authSecret(): string {
  holder[SECRET] ??= env.authSecret ?? randomBytes(32).toString("base64url");
  return holder[SECRET];
}
