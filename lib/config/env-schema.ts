/** Every environment variable the product reads: its name, what it allows, its default. `docs` and `.env.example` follow this. */
import { z } from "zod";
import { ConfigError } from "./config-error";

const port = z.coerce.number().int().min(1).max(65_535);
const count = z.coerce.number().int().min(0);
const milliseconds = z.coerce.number().int().min(0).max(600_000);
const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const names = z
  .string()
  .transform((text) => text.split(",").map((name) => name.trim()))
  .transform((list) => list.filter((name) => name !== ""));

type Variable = {
  schema: z.ZodType;
  /** Completes the sentence "allowed: …". */
  allowed: string;
  /** Never printed, in errors neither. */
  secret?: true;
};

export const VARIABLES = {
  HOST: { schema: z.string().min(1).default("127.0.0.1"), allowed: "a host name or IP address" },
  PORT: { schema: port.default(3000), allowed: "a port, 1 to 65535" },
  PUBLIC_URL: {
    schema: webAddress.optional(),
    allowed: "an http(s) address such as https://candles.example.com",
  },
  DATA_DIR: { schema: z.string().min(1).default(".data"), allowed: "a directory" },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\/.+/)
      .refine(URL.canParse)
      .optional(),
    allowed: "postgres://user:password@host:port/database",
    secret: true,
  },
  MASSIVE_API_KEY: {
    schema: z.string().min(1).optional(),
    allowed: "the vendor's key",
    secret: true,
  },
  MASSIVE_BASE_URL: {
    schema: webAddress.default("https://api.massive.com"),
    allowed: "an http(s) address such as https://api.massive.com",
  },
  MASSIVE_REQUESTS_PER_MINUTE: {
    schema: count.optional(),
    allowed: "a whole number, 0 = unlimited",
  },
  CSV_PROVIDER_DIR: { schema: z.string().min(1).optional(), allowed: "a directory" },
  SIMULATOR_REPLAY_DIR: { schema: z.string().min(1).optional(), allowed: "a directory" },
  SIMULATOR_FAULTS: {
    schema: names.default([]),
    allowed: "names of faults, comma-separated (npm run simulator -- --help lists them)",
  },
  SIMULATOR_LATENCY_MS: {
    schema: milliseconds.default(20),
    allowed: "milliseconds, 0 to 600000",
  },
  SIMULATOR_REQUESTS_PER_MINUTE: {
    schema: count.default(0),
    allowed: "a whole number, 0 = unlimited",
  },
  SIMULATOR_SEED: { schema: z.coerce.number().int().default(1), allowed: "a whole number" },
  SIMULATOR_NOW: {
    schema: instant.optional(),
    allowed: "an ISO 8601 instant such as 2026-06-05T20:00:00Z",
  },
  CANDLEWATCH_ADMIN_KEY: {
    schema: z.string().min(32).optional(),
    allowed: "at least 32 characters",
    secret: true,
  },
  AUTH_SECRET: {
    schema: z.string().min(32).optional(),
    allowed: "at least 32 characters",
    secret: true,
  },
  RTO_RPO_CONFIG: {
    schema: z.string().min(1).default("config/rto_rpo_config.yaml"),
    allowed: "a YAML file",
  },
  SYMBOLS_FILE: {
    schema: z.string().min(1).default("config/symbols.yaml"),
    allowed: "a YAML file",
  },
  INNGEST_BASE_URL: { schema: webAddress.optional(), allowed: "an http(s) address" },
  INNGEST_DEV: {
    schema: z.union([z.enum(["0", "1", "true", "false"]), webAddress]).optional(),
    allowed: "1, 0 or the dev server's address",
  },
  INNGEST_EVENT_KEY: {
    schema: z.string().min(1).optional(),
    allowed: "an event key",
    secret: true,
  },
  INNGEST_SIGNING_KEY: {
    schema: z.string().min(1).optional(),
    allowed: "a signing key",
    secret: true,
  },
  TRUST_PROXY: {
    schema: z.enum(["0", "1"]).default("0"),
    allowed: "1 when a proxy in front sets X-Forwarded-For, else 0",
  },
  SMTP_URL: {
    schema: z
      .string()
      .regex(/^smtps?:\/\/.+/)
      .refine(URL.canParse)
      .optional(),
    allowed: "smtp://user:password@host:port or smtps://…",
    secret: true,
  },
  SMTP_FROM: { schema: z.string().min(3).optional(), allowed: "the sender's e-mail address" },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: webAddress.optional(),
    allowed: "an http(s) address such as http://localhost:4318",
  },
  SCHEDULE: { schema: z.enum(["on", "off"]).default("on"), allowed: "on or off" },
  LOG_LEVEL: {
    schema: z.enum(["debug", "info", "warn", "error"]).default("info"),
    allowed: "debug, info, warn or error",
  },
  LOG_FORMAT: { schema: z.enum(["pretty", "json"]).optional(), allowed: "pretty or json" },
} as const satisfies Record<string, Variable>;

type Name = keyof typeof VARIABLES;
type Values = { [N in Name]: z.output<(typeof VARIABLES)[N]["schema"]> };

/** The environment as the product uses it; what is unset and has no default is `undefined`. */
export type Env = ReturnType<typeof parseEnv>;

/**
 * Checks every variable and names all that are wrong at once. An empty value counts as unset.
 *
 * @throws ConfigError
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>) {
  const values = readValues(source);
  if (source.NODE_ENV === "production" && values.DATABASE_URL && !values.AUTH_SECRET) {
    throw new ConfigError([
      "AUTH_SECRET is not set; with DATABASE_URL in production it must be (at least 32 characters), or every restart would sign everybody out.",
    ]);
  }
  if (!isServerNamed(values) && isHalfKeyed(values)) {
    throw new ConfigError([
      "INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY belong together: set both for Inngest Cloud (and INNGEST_BASE_URL for a server of your own), or none for the embedded engine.",
    ]);
  }
  const isSimulated = values.MASSIVE_API_KEY === undefined && values.CSV_PROVIDER_DIR === undefined;
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://${hostInUrl(values.HOST)}:${values.PORT}`,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    massiveApiKey: values.MASSIVE_API_KEY,
    massiveBaseUrl: values.MASSIVE_BASE_URL,
    /** `undefined`: the policy's vendor limit. The simulator's own limit where it plays the vendor. */
    massiveRequestsPerMinute:
      values.MASSIVE_REQUESTS_PER_MINUTE ??
      (isSimulated ? values.SIMULATOR_REQUESTS_PER_MINUTE : undefined),
    /** Bars of one's own in place of a vendor's. */
    csvProviderDir: values.CSV_PROVIDER_DIR,
    /** Without a key every bar is the simulator's, and every page must say so. */
    isSimulated,
    simulatorReplayDir: values.SIMULATOR_REPLAY_DIR,
    simulatorFaults: values.SIMULATOR_FAULTS,
    simulatorLatencyMs: values.SIMULATOR_LATENCY_MS,
    simulatorRequestsPerMinute: values.SIMULATOR_REQUESTS_PER_MINUTE,
    simulatorSeed: values.SIMULATOR_SEED,
    simulatorNow: values.SIMULATOR_NOW,
    adminKey: values.CANDLEWATCH_ADMIN_KEY,
    authSecret: values.AUTH_SECRET,
    policyFile: values.RTO_RPO_CONFIG,
    symbolsFile: values.SYMBOLS_FILE,
    inngestBaseUrl: values.INNGEST_BASE_URL,
    inngestDev: values.INNGEST_DEV,
    inngestEventKey: values.INNGEST_EVENT_KEY,
    inngestSigningKey: values.INNGEST_SIGNING_KEY,
    /** The embedded engine plays Inngest's server unless a real one is named, or both keys name Inngest Cloud. */
    isEngineEmbedded: !isServerNamed(values) && !hasInngestKeys(values),
    smtpUrl: values.SMTP_URL,
    smtpFrom: values.SMTP_FROM,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    isScheduleOn: values.SCHEDULE === "on",
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT,
    isProduction: source.NODE_ENV === "production",
  };
}

function readValues(source: Readonly<Record<string, string | undefined>>): Values {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    const given = source[name] === "" ? undefined : source[name];
    const parsed = variable.schema.safeParse(given);
    values[name] = parsed.data;
    if (parsed.success) continue;
    const was = variable.secret ? "set to something else" : `"${given}"`;
    problems.push(`${name} is ${was}; allowed: ${variable.allowed}.`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  // Each value was just parsed by the schema of its own name.
  return values as Values;
}

function isDevServer(value: string | undefined): boolean {
  return value !== undefined && value !== "0" && value !== "false";
}

function isServerNamed({ INNGEST_BASE_URL, INNGEST_DEV }: Values): boolean {
  return INNGEST_BASE_URL !== undefined || isDevServer(INNGEST_DEV);
}

function hasInngestKeys({ INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY }: Values): boolean {
  return INNGEST_EVENT_KEY !== undefined && INNGEST_SIGNING_KEY !== undefined;
}

function isHalfKeyed({ INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY }: Values): boolean {
  return (INNGEST_EVENT_KEY === undefined) !== (INNGEST_SIGNING_KEY === undefined);
}

function hostInUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
