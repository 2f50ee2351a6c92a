/** The areas of the API, by where an address begins. */

const AREAS: readonly { name: string; description: string; starts: readonly string[] }[] = [
  {
    name: "Health",
    description: "Is the monitor well, and what do pages show about it.",
    starts: ["/api/v1/admin/scheduler-health", "/api/v1/admin/frame", "/api/v1/admin/overview"],
  },
  {
    name: "Freshness",
    description: "What is fresh, what is not, and why.",
    starts: ["/api/v1/admin/features", "/api/v1/admin/coverage", "/api/v1/admin/freshness-history"],
  },
  {
    name: "Work",
    description: "Executions: what ran, starting work and stopping it.",
    starts: ["/api/v1/admin/scheduler", "/api/v1/admin/backfill", "/api/v1/admin/engine"],
  },
  {
    name: "Failures and alerts",
    description: "What went wrong and who is on it.",
    starts: ["/api/v1/admin/failures", "/api/v1/admin/alert"],
  },
  {
    name: "Symbols",
    description: "What is tracked.",
    starts: ["/api/v1/admin/symbols"],
  },
  {
    name: "Data",
    description: "Stored bars and features.",
    starts: ["/api/v1/historical", "/api/v1/features"],
  },
  {
    name: "Access",
    description: "Signing in, users, sessions, keys, audit.",
    starts: [
      "/api/auth",
      "/api/v1/admin/users",
      "/api/v1/admin/sessions",
      "/api/v1/admin/api-keys",
      "/api/v1/admin/audit-log",
    ],
  },
  {
    name: "Notices",
    description: "Signed webhooks and e-mail.",
    starts: ["/api/v1/admin/channels", "/api/v1/admin/deliveries"],
  },
];
const MACHINES = { name: "Machines", description: "Probes, metrics, badge and this document." };
const SETTINGS = { name: "Settings", description: "Policy and configuration." };

/** In the order in which the reference shows them. */
export const TAGS = [...AREAS, SETTINGS, MACHINES].map(({ name, description }) => ({
  name,
  description,
}));

/** The longest matching beginning decides. */
export function tagOf(path: string): string {
  const fitting = AREAS.flatMap(({ name, starts }) =>
    starts.filter((start) => path.startsWith(start)).map((start) => ({ name, start })),
  );
  const [best] = fitting.sort((a, b) => b.start.length - a.start.length);
  if (best !== undefined) return best.name;
  return path.startsWith("/api/v1/") ? SETTINGS.name : MACHINES.name;
}
