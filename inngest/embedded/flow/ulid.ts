/** Ids that sort by time: 48 bits of milliseconds, 80 of chance, in Crockford's base 32. */
import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function ulid(ms: number, entropy: Uint8Array = randomBytes(10)): string {
  let value = BigInt(Math.floor(ms));
  for (const byte of entropy) value = (value << 8n) | BigInt(byte);
  let text = "";
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}

/** The same seed gives the same id, so that a retried send names the same event. */
export function seededUlid(ms: number, seed: string): string {
  return ulid(ms, createHash("sha256").update(seed).digest().subarray(0, 10));
}
