/** Method and path of every endpoint. Free of zod, so that the browser carries nothing else of the contract. */

type Route = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: `/api/${string}`;
};

export const ROUTES = {
  // the three core endpoints
  schedulerHealth: { method: "GET", path: "/api/v1/admin/scheduler-health" },
  staleness: { method: "GET", path: "/api/v1/admin/features/staleness" },
  executionHistory: { method: "GET", path: "/api/v1/admin/scheduler/execution-history" },
  // pages
  frame: { method: "GET", path: "/api/v1/admin/frame" },
  overview: { method: "GET", path: "/api/v1/admin/overview" },
  snoozeSeries: { method: "POST", path: "/api/v1/admin/features/snooze" },
  stalenessMatrix: { method: "GET", path: "/api/v1/admin/features/staleness/matrix" },
  coverage: { method: "GET", path: "/api/v1/admin/coverage" },
  coverageDay: { method: "GET", path: "/api/v1/admin/coverage/{symbol}/{day}" },
  freshnessHistory: { method: "GET", path: "/api/v1/admin/freshness-history" },
  // executions
  executionStats: { method: "GET", path: "/api/v1/admin/scheduler/execution-stats" },
  execution: { method: "GET", path: "/api/v1/admin/scheduler/executions/{id}" },
  executionRequests: { method: "GET", path: "/api/v1/admin/scheduler/executions/{id}/requests" },
  executionLog: { method: "GET", path: "/api/v1/admin/scheduler/executions/{id}/log" },
  executionCompare: { method: "GET", path: "/api/v1/admin/scheduler/executions/{id}/compare" },
  rerunFailed: { method: "POST", path: "/api/v1/admin/scheduler/executions/{id}/rerun-failed" },
  cancelExecution: { method: "POST", path: "/api/v1/admin/scheduler/executions/{id}/cancel" },
  pauseExecution: { method: "POST", path: "/api/v1/admin/scheduler/executions/{id}/pause" },
  noteExecution: { method: "POST", path: "/api/v1/admin/scheduler/executions/{id}/notes" },
  resumeExecution: { method: "POST", path: "/api/v1/admin/scheduler/executions/{id}/resume" },
  // starting work
  triggerBackfill: { method: "POST", path: "/api/v1/admin/backfill/trigger" },
  previewBackfill: { method: "POST", path: "/api/v1/admin/backfill/preview" },
  // failures
  failures: { method: "GET", path: "/api/v1/admin/failures" },
  failureGroups: { method: "GET", path: "/api/v1/admin/failures/groups" },
  ignoreFailureGroup: { method: "POST", path: "/api/v1/admin/failures/groups/ignore" },
  resolveFailure: { method: "POST", path: "/api/v1/admin/failures/{id}/resolve" },
  rerunFailures: { method: "POST", path: "/api/v1/admin/failures/rerun" },
  // symbols
  symbols: { method: "GET", path: "/api/v1/admin/symbols" },
  addSymbols: { method: "POST", path: "/api/v1/admin/symbols" },
  symbol: { method: "GET", path: "/api/v1/admin/symbols/{symbol}" },
  updateSymbol: { method: "PUT", path: "/api/v1/admin/symbols/{symbol}" },
  deactivateSymbol: { method: "DELETE", path: "/api/v1/admin/symbols/{symbol}" },
  rerunSymbol: { method: "POST", path: "/api/v1/admin/symbols/{symbol}/rerun" },
  // alerts
  alerts: { method: "GET", path: "/api/v1/admin/alerts" },
  acknowledgeAlert: { method: "POST", path: "/api/v1/admin/alerts/{id}/acknowledge" },
  snoozeAlert: { method: "POST", path: "/api/v1/admin/alerts/{id}/snooze" },
  alertRules: { method: "GET", path: "/api/v1/admin/alert-rules" },
  backtestAlerts: { method: "POST", path: "/api/v1/admin/alert-rules/backtest" },
  // the operating policy
  policy: { method: "GET", path: "/api/v1/admin/policy" },
  savePolicy: { method: "PUT", path: "/api/v1/admin/policy" },
  previewPolicy: { method: "POST", path: "/api/v1/admin/policy/preview" },
  policyVersions: { method: "GET", path: "/api/v1/admin/policy/versions" },
  policyVersion: { method: "GET", path: "/api/v1/admin/policy/versions/{id}" },
  exportPolicy: { method: "GET", path: "/api/v1/admin/policy/export" },
  // the schedule
  schedule: { method: "GET", path: "/api/v1/admin/scheduler/schedule" },
  whatIf: { method: "GET", path: "/api/v1/admin/scheduler/what-if" },
  calendar: { method: "GET", path: "/api/v1/admin/calendar" },
  pauseSchedule: { method: "POST", path: "/api/v1/admin/scheduler/pause" },
  resumeSchedule: { method: "POST", path: "/api/v1/admin/scheduler/resume" },
  // what was promised, the vendor, the disk
  slo: { method: "GET", path: "/api/v1/admin/slo" },
  provider: { method: "GET", path: "/api/v1/admin/provider" },
  checkProvider: { method: "POST", path: "/api/v1/admin/provider/check" },
  storage: { method: "GET", path: "/api/v1/admin/storage" },
  saveRetention: { method: "PUT", path: "/api/v1/admin/storage/retention" },
  // the engine
  engine: { method: "GET", path: "/api/v1/admin/engine" },
  engineRuns: { method: "GET", path: "/api/v1/admin/engine/runs" },
  engineRun: { method: "GET", path: "/api/v1/admin/engine/runs/{id}" },
  replayEngineRun: { method: "POST", path: "/api/v1/admin/engine/runs/{id}/replay" },
  startCare: { method: "POST", path: "/api/v1/admin/care" },
  // access
  session: { method: "GET", path: "/api/auth/session" },
  signIn: { method: "POST", path: "/api/auth/sign-in" },
  signInWithLink: { method: "POST", path: "/api/auth/sign-in-link" },
  signOut: { method: "POST", path: "/api/auth/sign-out" },
  changePassword: { method: "POST", path: "/api/auth/password" },
  users: { method: "GET", path: "/api/v1/admin/users" },
  addUser: { method: "POST", path: "/api/v1/admin/users" },
  updateUser: { method: "PUT", path: "/api/v1/admin/users/{id}" },
  deleteUser: { method: "DELETE", path: "/api/v1/admin/users/{id}" },
  createUserLink: { method: "POST", path: "/api/v1/admin/users/{id}/sign-in-link" },
  sessions: { method: "GET", path: "/api/v1/admin/sessions" },
  revokeSession: { method: "DELETE", path: "/api/v1/admin/sessions/{id}" },
  apiKeys: { method: "GET", path: "/api/v1/admin/api-keys" },
  addApiKey: { method: "POST", path: "/api/v1/admin/api-keys" },
  revokeApiKey: { method: "DELETE", path: "/api/v1/admin/api-keys/{id}" },
  auditLog: { method: "GET", path: "/api/v1/admin/audit-log" },
  // notices to the outside
  channels: { method: "GET", path: "/api/v1/admin/channels" },
  addChannel: { method: "POST", path: "/api/v1/admin/channels" },
  updateChannel: { method: "PUT", path: "/api/v1/admin/channels/{id}" },
  deleteChannel: { method: "DELETE", path: "/api/v1/admin/channels/{id}" },
  testChannel: { method: "POST", path: "/api/v1/admin/channels/{id}/test" },
  deliveries: { method: "GET", path: "/api/v1/admin/deliveries" },
  retryDelivery: { method: "POST", path: "/api/v1/admin/deliveries/{id}/retry" },
  // machines
  healthz: { method: "GET", path: "/api/healthz" },
  readyz: { method: "GET", path: "/api/readyz" },
  metrics: { method: "GET", path: "/api/metrics" },
  openapi: { method: "GET", path: "/api/openapi.json" },
  badge: { method: "GET", path: "/api/badge" },
  deadman: { method: "GET", path: "/api/deadman" },
  // data
  historical: { method: "GET", path: "/api/v1/historical/{symbol}" },
  quantFeatures: { method: "GET", path: "/api/v1/features/quant/{symbol}" },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;
