/** The kinds of value a configuration file holds; each says what it allows in the words of its error. */
import { Cron } from "croner";
import { z } from "zod";

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNIT_MS;
const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** `90s` → milliseconds. Zero only where `zero` says so; a bare number has no unit and is refused. */
export function duration(options: { zero?: boolean } = {}) {
  const allowed = `allowed: a ${options.zero ? "" : "positive "}number with a unit of ms, s, m, h or d, such as 90s`;
  return z
    .string({ error: allowed })
    .refine((text) => {
      const ms = parseDuration(text);
      return ms !== null && (options.zero === true || ms > 0);
    }, allowed)
    .transform((text) => parseDuration(text) ?? 0);
}

/** Milliseconds, or null when it is not a duration. */
function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  return Math.round(Number(match[1]) * UNIT_MS[match[2] as Unit]);
}

/** `20%` → 20. */
export function percentage() {
  const allowed = "allowed: a percentage from 0% to 100%, such as 20%";
  const parse = (text: string) =>
    /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) : Number.NaN;
  return z
    .string({ error: allowed })
    .refine((text) => parse(text) <= 100, allowed)
    .transform(parse);
}

export function count(min: number, max: number) {
  const allowed = `allowed: a whole number from ${min} to ${max}`;
  return z.number({ error: allowed }).int(allowed).min(min, allowed).max(max, allowed);
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `allowed: ${values.join(", ")}` });
}

/** A cron pattern of five fields, evaluated in UTC. */
export function cronPattern() {
  const allowed = 'allowed: a cron pattern of five fields in quotes, such as "30 1 * * *"';
  return z.string({ error: allowed }).refine((text) => {
    try {
      return (
        text.trim().split(/\s+/).length === 5 && new Cron(text, { paused: true }) !== undefined
      );
    } catch {
      return false;
    }
  }, allowed);
}

export function words() {
  return z.string({ error: "allowed: text" }).min(1, "allowed: text that is not empty");
}

/** A ticker as we write it: `AAPL`, `BRK.B`, `BTC`. YAML reads bare NO and ON as text here, numbers need quotes. */
export function ticker() {
  const allowed = "allowed: 1 to 20 capital letters, digits, dots or hyphens";
  return z.string({ error: allowed }).regex(/^[A-Z0-9][A-Z0-9.-]{0,19}$/, allowed);
}
