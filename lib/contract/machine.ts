/** What machines ask: alive, ready, metrics, badge, dead-man's switch, and this contract itself. */
import { z } from "zod";
import { HEALTH_STATUSES } from "@/lib/domain/vocabulary";
import { instant } from "./common";
import { defineEndpoint } from "./endpoint";

export const healthz = defineEndpoint("healthz", {
  summary: "Whether the process answers at all; asks nothing else.",
  role: "public",
  reuseSeconds: 0,
  response: z.object({
    timestamp: instant,
    status: z.literal("alive"),
    uptime_seconds: z.number(),
  }),
});

const readiness = z.object({ ok: z.boolean(), detail: z.string() });

export const readyz = defineEndpoint("readyz", {
  summary: "Whether work can be done: database, migrations, engine, heartbeat. 503 when not.",
  role: "public",
  reuseSeconds: 0,
  refusals: [503],
  response: z.object({
    timestamp: instant,
    ready: z.boolean(),
    checks: z.object({
      database: readiness,
      migrations: readiness,
      engine: readiness,
      heartbeat: readiness,
    }),
  }),
});

export const metrics = defineEndpoint("metrics", {
  summary: "Prometheus text. No symbol labels.",
  role: "viewer",
  reuseSeconds: 0,
  produces: ["text/plain"],
  response: z.string(),
});

export const openapi = defineEndpoint("openapi", {
  summary: "This contract as OpenAPI 3.1.",
  role: "public",
  reuseSeconds: null,
  response: z.record(z.string(), z.unknown()),
});

export const badge = defineEndpoint("badge", {
  summary: "The health as a picture, or with `?format=json` as a shields.io endpoint.",
  role: "public",
  produces: ["image/svg+xml", "application/json"],
  query: z.object({ format: z.enum(["svg", "json"]).optional() }),
  response: z.object({
    schemaVersion: z.literal(1),
    label: z.string(),
    message: z.enum([...HEALTH_STATUSES, "unknown"]),
    color: z.string(),
  }),
});

export const deadman = defineEndpoint("deadman", {
  summary:
    "For a pinger that alarms when it stops getting 200: 503 when the scheduler is silent or no backfill has succeeded in time.",
  role: "public",
  reuseSeconds: 0,
  refusals: [503],
  response: z.object({
    timestamp: instant,
    alive: z.boolean(),
    reason: z.string().nullable(),
    scheduler_beat_seconds_ago: z.number().nullable(),
    last_success_at: instant.nullable(),
  }),
});
