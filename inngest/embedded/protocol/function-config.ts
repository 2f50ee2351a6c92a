/** Reads what the SDK registers, refusing every option this engine does not carry out. */
import { Cron } from "croner";
import { z } from "zod";
import { compileCel } from "@/inngest/embedded/flow/cel";
import { AppError } from "@/lib/errors";
import { durationMs } from "./duration";

const duration = z.string().transform((text, context) => {
  const ms = durationMs(text);
  if (ms !== null && ms > 0) return ms;
  context.addIssue(`"${text}" is no duration such as "30s" or "1h30m"`);
  return z.NEVER;
});

const cel = z.string().transform((text, context) => {
  try {
    compileCel(text, "expression");
    return text;
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : "bad CEL");
    return z.NEVER;
  }
});

const cronExpression = z.string().transform((text, context) => {
  try {
    return parseCron(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "it can't be read";
    context.addIssue(`the cron "${text}" is refused: ${reason}`);
    return z.NEVER;
  }
});

/** `TZ=Europe/Paris 0 9 * * *` names its zone; without it, UTC. */
export function parseCron(text: string): { cron: string; pattern: string; timezone: string } {
  const zoned = /^(?:CRON_)?TZ=(\S+)\s+(.+)$/.exec(text);
  const timezone = zoned?.[1] ?? "UTC";
  const pattern = zoned?.[2] ?? text;
  new Cron(pattern, { paused: true, timezone }).nextRun();
  return { cron: text, pattern, timezone };
}

const positive = z.number().int().positive();
const concurrencyLimit = z.strictObject({
  limit: z.number().int().min(0),
  key: cel.nullish(),
  scope: z.enum(["fn", "env", "account"]).nullish(),
});

const functionSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  triggers: z
    .array(
      z.union([
        z.strictObject({ event: z.string().min(1), expression: cel.nullish() }),
        z.strictObject({ cron: cronExpression }),
      ]),
    )
    .max(10),
  steps: z.record(
    z.string(),
    z.looseObject({
      retries: z.looseObject({ attempts: z.number().int().min(0).max(20).nullish() }).nullish(),
    }),
  ),
  idempotency: cel.nullish(),
  batchEvents: z
    .strictObject({
      maxSize: positive.max(1_000),
      timeout: duration,
      key: cel.nullish(),
      if: cel.nullish(),
    })
    .nullish(),
  rateLimit: z.strictObject({ limit: positive, period: duration, key: cel.nullish() }).nullish(),
  throttle: z
    .strictObject({
      limit: positive,
      period: duration,
      burst: z.number().int().min(0).nullish(),
      key: cel.nullish(),
    })
    .nullish(),
  debounce: z
    .strictObject({ period: duration, timeout: duration.nullish(), key: cel.nullish() })
    .nullish(),
  priority: z.strictObject({ run: cel.nullish() }).nullish(),
  timeouts: z.strictObject({ start: duration.nullish(), finish: duration.nullish() }).nullish(),
  singleton: z.strictObject({ mode: z.enum(["skip", "cancel"]), key: cel.nullish() }).nullish(),
  cancel: z
    .array(
      z.strictObject({
        event: z.string().min(1),
        if: cel.nullish(),
        timeout: z.string().nullish(),
      }),
    )
    .max(5)
    .nullish(),
  concurrency: z
    .union([
      z
        .number()
        .int()
        .min(0)
        .transform((limit) => [{ limit }]),
      concurrencyLimit.transform((one) => [one]),
      z.array(concurrencyLimit).min(1).max(2),
    ])
    .nullish(),
});

export type FunctionConfig = z.output<typeof functionSchema>;

const DEFAULT_RETRIES = 3;

/** Calls a step gets at most, the first included. */
export function maxAttempts(config: FunctionConfig | undefined): number {
  const step = config && Object.values(config.steps)[0];
  return (step?.retries?.attempts ?? DEFAULT_RETRIES) + 1;
}

const named = z.looseObject({ id: z.string().catch("?") });

/** @throws AppError `invalid_input` that names function and option */
export function parseFunctionConfig(raw: unknown): FunctionConfig {
  const parsed = functionSchema.safeParse(raw);
  if (!parsed.success) {
    const id = named.safeParse(raw).data?.id ?? "?";
    const reasons = parsed.error.issues.map(describeIssue);
    throw new AppError("invalid_input", `Function "${id}" is refused: ${reasons.join("; ")}.`);
  }
  refuseCombinations(parsed.data);
  return parsed.data;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const options = issue.keys.map((key) => (path ? `${path}.${key}` : key));
    return `the engine does not offer the option ${options.join(", ")}`;
  }
  if (issue.code === "invalid_union") {
    const inner = issue.errors.flat().filter(({ code }) => code === "custom");
    if (inner[0]) return `${path}: ${inner[0].message}`;
    return `${path} has a form the engine does not offer`;
  }
  return `${path}: ${issue.message}`;
}

/** Pairs that Inngest documents as exclusive. */
function refuseCombinations(config: FunctionConfig) {
  if (!config.batchEvents) return;
  const others = [
    "cancel",
    "rateLimit",
    "debounce",
    "idempotency",
    "singleton",
    "priority",
  ] as const;
  const clash = others.find((option) => config[option]);
  if (clash) {
    throw new AppError(
      "invalid_input",
      `Function "${config.id}" is refused: batchEvents can't be combined with ${clash}.`,
    );
  }
}
