/** The registered functions, and what an event means to each of them. */
import {
  type FunctionConfig,
  maxAttempts,
  parseCron,
} from "@/inngest/embedded/protocol/function-config";
import { celKey, celMatches } from "./cel";

export type ParsedEvent = Record<string, unknown> & { name: string };

export type Registry = {
  functions: ReadonlyMap<string, FunctionConfig>;
  /** Functions that this event triggers. */
  triggeredBy: (event: ParsedEvent) => FunctionConfig[];
  maxAttempts: (functionId: string) => number;
  crons: readonly { functionId: string; cron: string; pattern: string; timezone: string }[];
  /** Slots a run with these keys needs, by the limits in force now. */
  limitsOf: (functionId: string, keys: readonly string[]) => { key: string; limit: number }[];
};

export function createRegistry(configs: readonly FunctionConfig[]): Registry {
  const functions = new Map(configs.map((config) => [config.id, config]));
  return {
    functions,
    triggeredBy: (event) => configs.filter((config) => isTriggered(config, event)),
    maxAttempts: (functionId) => maxAttempts(functions.get(functionId)),
    crons: configs.flatMap((config) =>
      config.triggers.flatMap((trigger) =>
        "cron" in trigger ? [{ functionId: config.id, ...parseCron(trigger.cron.cron) }] : [],
      ),
    ),
    limitsOf: (functionId, keys) => limitsOf(functions.get(functionId), keys),
  };
}

function isTriggered(config: FunctionConfig, event: ParsedEvent): boolean {
  return config.triggers.some((trigger) => {
    if (!("event" in trigger) || !nameMatches(trigger.event, event.name)) return false;
    return trigger.expression ? celMatches(trigger.expression, { event }) : true;
  });
}

/** `app/*` and `app.*` stand for every name that starts so. */
function nameMatches(pattern: string, name: string): boolean {
  if (!pattern.endsWith("*")) return pattern === name;
  return name.startsWith(pattern.slice(0, -1));
}

/** One key per concurrency limit of the function, in its order. */
export function concurrencyKeys(config: FunctionConfig, event: ParsedEvent): string[] {
  return (config.concurrency ?? []).map((limit, index) => {
    const { key, scope } = normal(limit);
    const value = key ? celKey(key, { event }) : "";
    if (scope === "fn") return `fn:${config.id}:${index}:${value}`;
    return `${scope}:${key ?? ""}:${value}`;
  });
}

function limitsOf(config: FunctionConfig | undefined, keys: readonly string[]) {
  return keys.flatMap((key, index) => {
    const limit = config?.concurrency?.[index]?.limit ?? 0;
    return limit > 0 ? [{ key, limit }] : [];
  });
}

function normal(limit: NonNullable<FunctionConfig["concurrency"]>[number]) {
  const key = "key" in limit ? (limit.key ?? null) : null;
  const scope = "scope" in limit ? (limit.scope ?? "fn") : "fn";
  return { key, scope };
}
