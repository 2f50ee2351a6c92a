/** API keys: the prefix tells the scope, 256 random bits follow, and only a hash is ever stored. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Role } from "@/lib/domain/vocabulary";

const PREFIX_OF: Record<Role, string> = { viewer: "cw_r_", operator: "cw_o_", admin: "cw_a_" };
const WELL_FORMED = /^cw_[roa]_[A-Za-z0-9_-]{43}$/;
const SHOWN_CHARACTERS = 11;

export type MintedKey = {
  /** Shown once. */
  secret: string;
  /** What a person recognises it by afterwards. */
  prefix: string;
  hash: string;
};

export function mintApiKey(role: Role): MintedKey {
  const secret = `${PREFIX_OF[role]}${randomBytes(32).toString("base64url")}`;
  return { secret, prefix: secret.slice(0, SHOWN_CHARACTERS), hash: hashKey(secret) };
}

export function isApiKey(text: string): boolean {
  return WELL_FORMED.test(text);
}

export function hashKey(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares in a time that tells nothing about where two secrets differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashKey(a), "hex"), Buffer.from(hashKey(b), "hex"));
}
