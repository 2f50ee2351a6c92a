import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnv, VARIABLES } from "./env-schema";

test("an empty environment runs on one machine", () => {
  expect(parseEnv({})).toMatchObject({
    host: "127.0.0.1",
    port: 3000,
    publicUrl: "http://127.0.0.1:3000",
    dataDir: ".data",
    isSimulated: true,
    isEngineEmbedded: true,
    isScheduleOn: true,
    databaseUrl: undefined,
  });
});

test.each([
  { name: "PORT", value: "80000", allowed: "a port, 1 to 65535" },
  { name: "PORT", value: "http", allowed: "a port, 1 to 65535" },
  { name: "SCHEDULE", value: "maybe", allowed: "on or off" },
  { name: "LOG_LEVEL", value: "loud", allowed: "debug, info, warn or error" },
  { name: "SIMULATOR_NOW", value: "yesterday", allowed: "an ISO 8601 instant" },
  { name: "SIMULATOR_LATENCY_MS", value: "-1", allowed: "milliseconds" },
  { name: "MASSIVE_BASE_URL", value: "ftp://x", allowed: "an http(s) address" },
])("$name=$value is refused by name, value and what is allowed", ({ name, value, allowed }) => {
  expect(() => parseEnv({ [name]: value })).toThrow(`${name} is "${value}"; allowed: ${allowed}`);
});

test("a refused secret is not printed", () => {
  expect(() => parseEnv({ CANDLEWATCH_ADMIN_KEY: "short-secret" })).toThrow(
    /^(?!.*short-secret).*CANDLEWATCH_ADMIN_KEY/,
  );
});

test("no secret has a default: each is given, or made for this installation", () => {
  const secrets = Object.values(VARIABLES).filter((variable) => "secret" in variable);

  expect(secrets.length).toBeGreaterThan(5);
  for (const { schema } of secrets) expect(schema.parse(undefined)).toBeUndefined();
});

test("all wrong variables are named at once", () => {
  expect(() => parseEnv({ PORT: "x", SCHEDULE: "y" })).toThrow(/PORT[\s\S]*SCHEDULE/);
});

test("production with an external database needs a kept secret", () => {
  const source = { DATABASE_URL: "postgres://db/candlewatch", NODE_ENV: "production" };

  expect(() => parseEnv(source)).toThrow(/AUTH_SECRET is not set/);
  expect(parseEnv({ ...source, AUTH_SECRET: "x".repeat(32) }).databaseUrl).toBe(
    source.DATABASE_URL,
  );
});

test.each([
  { variable: "INNGEST_BASE_URL", value: "https://inngest.example.com", embedded: false },
  { variable: "INNGEST_DEV", value: "1", embedded: false },
  { variable: "INNGEST_DEV", value: "http://localhost:8288", embedded: false },
  { variable: "INNGEST_DEV", value: "0", embedded: true },
])(
  "with $variable=$value the embedded engine is on: $embedded",
  ({ variable, value, embedded }) => {
    expect(parseEnv({ [variable]: value }).isEngineEmbedded).toBe(embedded);
  },
);

const KEYS = { INNGEST_EVENT_KEY: "an-event-key", INNGEST_SIGNING_KEY: "signkey-prod-0123" };

test("both of Inngest's keys name its cloud: the embedded engine stays off", () => {
  expect(parseEnv(KEYS).isEngineEmbedded).toBe(false);
  expect(parseEnv({ ...KEYS, INNGEST_DEV: "0" }).isEngineEmbedded).toBe(false);
});

test.each(["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"] as const)(
  "%s alone is half a configuration, unless it belongs to a server that is named",
  (name) => {
    const source = { [name]: KEYS[name] };

    expect(() => parseEnv(source)).toThrow(/INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY belong/);
    expect(parseEnv({ ...source, INNGEST_DEV: "1" }).isEngineEmbedded).toBe(false);
  },
);

test(".env.example lists exactly the variables that are read", () => {
  const listed = [...readFileSync(".env.example", "utf8").matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(
    (match) => match[1],
  );

  expect(listed).toEqual(Object.keys(VARIABLES));
});
