/** The state of the audit log that lives in the URL, and the question made from it. */
import { createLoader, parseAsString } from "nuqs/server";
import type { QueryOf } from "@/lib/client/call";

export const auditParsers = {
  actor: parseAsString.withDefault(""),
  action: parseAsString,
  target: parseAsString.withDefault(""),
  from: parseAsString,
  to: parseAsString,
  cursor: parseAsString,
};

export const loadAuditFilters = createLoader(auditParsers);
export type AuditFilters = Awaited<ReturnType<typeof loadAuditFilters>>;
export type AuditChange = { [K in keyof AuditFilters]?: AuditFilters[K] | null };

export const NO_AUDIT_FILTERS: AuditChange = {
  actor: null,
  action: null,
  target: null,
  from: null,
  to: null,
  cursor: null,
};

export function auditQueryOf(filters: AuditFilters): QueryOf<"auditLog"> {
  const { actor, action, target, from, to, cursor } = filters;
  return {
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(target ? { target } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

export function isAuditNarrowed({ cursor: _, ...filters }: AuditFilters): boolean {
  return Object.values(filters).some(Boolean);
}
